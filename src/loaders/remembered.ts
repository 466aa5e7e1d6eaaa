import { keyOf } from './key.ts';
import type { Prime } from './service.ts';

/** A page whose rows answer look-ups. */
interface Primed {
  readonly prime: Prime;
  readonly rows: readonly object[];
  /** The input that the page was requested with. */
  readonly of: object;
}

/** The reads of one endpoint within a request. */
export class Remembered {
  readonly #answers = new Map<string, Promise<unknown>>();
  #primed: Primed[] = [];

  /** Lets a page answer the look-ups of its rows. They are gone through when the first look-up is made: most requests make none. */
  prime(prime: Prime, rows: readonly object[], of: object): void {
    this.#primed.push({ prime, rows, of });
  }

  /**
   * Answers by the text of their input, which `keyOf` makes. All who ask get the same promise: DataLoader would make each of
   * them one of its own.
   */
  get answers(): Map<string, Promise<unknown>> {
    if (this.#primed.length > 0) this.#lookThrough();
    return this.#answers;
  }

  #lookThrough(): void {
    for (const { prime, rows, of } of this.#primed)
      for (const row of rows) {
        const input = prime.input(row, of);
        if (input === null) continue;
        const key = keyOf(input);
        if (!this.#answers.has(key)) this.#answers.set(key, Promise.resolve(row));
      }
    this.#primed = [];
  }
}
