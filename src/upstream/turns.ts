/** A fixed number of slots, given out in turns: each waiting caller gets one before any caller gets a second. */
export interface Turns {
  /** Starts at once if a slot is free, otherwise when it is the caller's turn. */
  take(asker: string, begin: () => void): void;
  /** Returns the slot of a task that has started. */
  leave(): void;
  /** Stops waiting for a slot. Does nothing if the task is not waiting. */
  giveUp(asker: string, begin: () => void): void;
}

/** The waiting tasks of one caller, oldest first. */
interface Line {
  readonly asker: string;
  readonly wanted: (() => void)[];
}

/** Turns for this many slots. Each caller waits for at most one slot per other waiting caller. */
export function createTurns(places: number): Turns {
  let free = places;
  let giving = false;
  /** Callers in the order of their turns. A caller whose tasks have all given up stays until its turn. */
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
      // A caller with more waiting tasks goes to the end of the queue.
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
