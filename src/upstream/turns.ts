/** A bounded number of places, given in turns: of those who wait, each gets one before anybody gets a second. */
export interface Turns {
  /** Begins at once where a place is free, else when it is the asker's turn. Askers are compared by identity. */
  take(asker: string | object, begin: () => void): void;
  /** Gives back the place of one that has begun. */
  leave(): void;
  /** No longer waits for a place. Does nothing where it does not wait. */
  giveUp(asker: string | object, begin: () => void): void;
}

/** Turns at so many places. Nobody waits for more places to be given than there are other askers who wait. */
export function createTurns(places: number): Turns {
  let free = places;
  let giving = false;
  /** Who waits, in the order of their turns, each with what they want to begin. */
  const waiting = new Map<string | object, Set<() => void>>();

  /** A loop, and not each in the last one's `leave`: thousands may end at once as they begin, when the pool is closed. */
  function give(): void {
    giving = true;
    while (free > 0 && waiting.size > 0) {
      for (const [asker, wanted] of waiting) {
        const [begin] = wanted;
        waiting.delete(asker);
        if (begin === undefined) break;
        wanted.delete(begin);
        // Whoever wants more goes to the end of the line.
        if (wanted.size > 0) waiting.set(asker, wanted);
        free -= 1;
        begin();
        break;
      }
    }
    giving = false;
  }

  return {
    take(asker, begin) {
      if (free > 0 && waiting.size === 0) {
        free -= 1;
        begin();
        return;
      }
      const wanted = waiting.get(asker);
      if (wanted === undefined) waiting.set(asker, new Set([begin]));
      else wanted.add(begin);
    },
    leave() {
      free += 1;
      if (!giving && waiting.size > 0) give();
    },
    giveUp(asker, begin) {
      const wanted = waiting.get(asker);
      if (wanted?.delete(begin) && wanted.size === 0) waiting.delete(asker);
    },
  };
}
