import { createHmac } from 'node:crypto';
import { LoginRefusal, unavailable } from './answer.ts';
import type { LoginLimits } from './options.ts';
import type { LoginStore } from './store.ts';

const defaults: LoginLimits = {
  codesPerPerson: 5,
  codesPerAddress: 30,
  messagesPerHour: 1_000,
  triesPerCode: 5,
  passwordsPerPerson: 10,
  triesPerAddress: 100,
};

const hour = 3_600;

/** Counts, and refuses what is too often. */
export interface Counting {
  readonly triesPerCode: number;
  /** The name under which a person is counted: no store holds addresses or phone numbers. */
  person(typed: string): string;
  /** @throws LoginRefusal 429 for a person or an address, 503 where all messages of the hour are sent */
  message(person: string, address: string | null): Promise<void>;
  /** @throws LoginRefusal 429 */
  password(person: string, address: string | null): Promise<void>;
  /** @throws LoginRefusal 429 */
  tryFrom(address: string | null): Promise<void>;
}

/** Counts in a store; `secret` makes the names of persons, so that they cannot be guessed from the store. */
export function countingIn(store: LoginStore, limits: Partial<LoginLimits>, secret: string): Counting {
  const most = { ...defaults, ...limits };
  const hold = async (key: string, limit: number) => {
    if ((await store.count(key, hour)) > limit) throw tooMany();
  };
  const tryFrom = async (address: string | null) => {
    if (address !== null) await hold(`tries:${address}`, most.triesPerAddress);
  };
  return {
    triesPerCode: most.triesPerCode,
    person: (typed) => createHmac('sha256', secret).update(`person ${typed.toLowerCase()}`).digest('base64url'),
    async message(person, address) {
      if (address !== null) await hold(`codes:${address}`, most.codesPerAddress);
      await hold(`codes:${person}`, most.codesPerPerson);
      if ((await store.count('messages', hour)) > most.messagesPerHour) throw unavailable(hour);
    },
    async password(person, address) {
      await tryFrom(address);
      await hold(`passwords:${person}`, most.passwordsPerPerson);
    },
    tryFrom,
  };
}

/** 429 for somebody who has tried too often. */
export function tooMany(retryAfter = hour): LoginRefusal {
  return new LoginRefusal(429, 'TOO_MANY_TRIES', 'Too many tries.', retryAfter);
}
