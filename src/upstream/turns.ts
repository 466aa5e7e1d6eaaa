/** A bounded number of places, given in turns: of those who wait, each gets one before anybody gets a second. */
export interface Turns {
  /** Begins at once where a place is free, else when it is the asker's turn. */
  take(asker: string, begin: () => void): void;
  /** Gives back the place of one that has begun. */
  leave(): void;
  /** No longer waits for a place. Does nothing where it does not wait. */
  giveUp(asker: string, begin: () => void): void;
}

/** What one asker waits to begin, first come first. */
interface Line {
  readonly asker: string;
  readonly wanted: (() => void)[];
}

/** Turns at so many places. Each asker waits for at most one place per other asker who waits. */
export function createTurns(places: number): Turns {
  let free = places;
  let giving = false;
  /** In the order of their turns. One of which all have given up stays until its turn. */
  const waiting: Line[] = [];
  // An object and lists, not a `Map` and `Set`s, which would keep all who ever waited: see `Connections`.
  const lineOf: Record<string, Line> = Object.create(null);

  /** A loop, and not each in the last one's `leave`: thousands may end at once as they begin, when the pool is closed. */
  function give(): void {
    giving = true;
    while (free > 0) {
      const line = waiting.shift();
      if (line === undefined) break;
      const begin = line.wanted.shift();
      // Whoever wants more goes to the end of the line.
      if (line.wanted.length > 0) waiting.push(line);
      else delete lineOf[line.asker];
      if (begin === undefined) continue;
      free -= 1;
      begin();
    }
    giving = false;
  }

  return {
    take(asker, begin) {
      if (free > 0 && waiting.length === 0) {
        free -= 1;
        begin();
        return;
      }
      let line = lineOf[asker];
      if (line === undefined) {
        line = { asker, wanted: [] };
        lineOf[asker] = line;
        waiting.push(line);
      }
      line.wanted.push(begin);
    },
    leave() {
      free += 1;
      if (!giving && waiting.length > 0) give();
    },
    giveUp(asker, begin) {
      const wanted = lineOf[asker]?.wanted;
      const place = wanted?.indexOf(begin) ?? -1;
      if (place >= 0) wanted?.splice(place, 1);
    },
  };
}
