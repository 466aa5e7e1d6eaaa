import { keyOf } from './key.ts';
import type { Prime } from './service.ts';

/** One input, and what it was answered. */
interface Reading {
  readonly input: object;
  /** The same for all who ask: DataLoader would make each of them a promise of its own. */
  readonly answer: Promise<unknown>;
}

/** A page whose rows answer look-ups. */
interface Primed {
  readonly prime: Prime;
  readonly rows: readonly object[];
  /** What the page was asked for with. */
  readonly of: object;
}

/** What one request has read of one endpoint. */
export class Remembered {
  readonly #readings = new Map<string, Reading>();
  #primed: Primed[] = [];

  /** Lets a page answer the look-ups of its rows. They are gone through when the first look-up is made: most requests make none. */
  prime(prime: Prime, rows: readonly object[], of: object): void {
    this.#primed.push({ prime, rows, of });
  }

  /** By the text of the input, which `keyOf` makes. */
  get readings(): Map<string, Reading> {
    if (this.#primed.length > 0) this.#lookThrough();
    return this.#readings;
  }

  #lookThrough(): void {
    for (const { prime, rows, of } of this.#primed)
      for (const row of rows) {
        const input = prime.input(row, of);
        if (input === null) continue;
        const key = keyOf(input);
        if (!this.#readings.has(key)) this.#readings.set(key, { input, answer: Promise.resolve(row) });
      }
    this.#primed = [];
  }
}
