import { en, Faker, nb_NO } from '@faker-js/faker';

/** The moment that all data is made relative to, so that it never changes. */
export const referenceDate = new Date('2026-11-01T12:00:00.000Z');

/** Source of everything random in the data: the same sequence at every run. */
export interface Seed {
  readonly faker: Faker;
  /** A new UUID; they count up, which is cheap and easy to recognise. */
  uuid(): string;
  /** One of a list. */
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
  /** A whole number, both ends included. */
  int(min: number, max: number): number;
  /** True with this probability, 0 to 1. */
  chance(probability: number): boolean;
  /** ISO 8601 text of a moment at most this many days before the reference date. */
  daysAgo(maxDays: number): string;
}

/** A seed at its start. */
export function createSeed(): Seed {
  const faker = new Faker({ locale: [nb_NO, en], seed: 20261101 });
  faker.setDefaultRefDate(referenceDate);
  let counter = 0;
  const int = (min: number, max: number) => faker.number.int({ min, max });
  return {
    faker,
    int,
    uuid: () => `5a9db0c5-0000-4000-8000-${(++counter).toString(16).padStart(12, '0')}`,
    pick: (items) => items[int(0, items.length - 1)] ?? items[0],
    chance: (probability) => int(0, 999_999) < probability * 1_000_000,
    daysAgo: (maxDays) => new Date(referenceDate.getTime() - int(60, maxDays * 86_400) * 1000).toISOString(),
  };
}

/** ISO 8601 text of a moment so many days after the reference date; negative for before. */
export function daysFromNow(days: number): string {
  return new Date(referenceDate.getTime() + days * 86_400_000).toISOString();
}
