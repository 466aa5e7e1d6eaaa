/** Cuts a failing service off for a while, so that nobody waits for it and it can recover. */
export interface Circuit {
  /** Lets a call through; undefined: not now. */
  enter(): Pass | undefined;
}

/** One call that was let through. */
export interface Pass {
  /** Whether it is let through to see whether the service is back. */
  readonly probe: boolean;
  /** Notes how it went; `down` means that the service was not there, not that it refused or failed at this one thing. */
  end(down: boolean): void;
}

/** Settings of a circuit. */
export interface CircuitOptions {
  /** Milliseconds that are looked back upon, in ten steps. Default: 20,000. */
  readonly window?: number;
  /** Ends within the window below which nothing is concluded. Default: 10. */
  readonly minimum?: number;
  /** Share of them, 0 to 1, that opens it. Default: 0.5. */
  readonly share?: number;
  /** Milliseconds between two probes while it is open. Default: 1,000. */
  readonly probeEvery?: number;
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number;
}

interface Step {
  readonly number: number;
  ends: number;
  failures: number;
}

const steps = 10;

/** A closed circuit. */
export function createCircuit({
  window = 20_000,
  minimum = 10,
  share = 0.5,
  probeEvery = 1_000,
  now = () => performance.now(),
}: CircuitOptions = {}): Circuit {
  let counted: Step[] = [];
  /** Null: closed. */
  let nextProbe: number | null = null;
  /** Counts openings and closings: a call that began before the last one says nothing of what is now. */
  let era = 0;

  function count(down: boolean): void {
    const number = Math.floor(now() / (window / steps));
    let step = counted.at(-1);
    if (step?.number !== number) {
      step = { number, ends: 0, failures: 0 };
      counted.push(step);
      while ((counted[0] ?? step).number <= number - steps) counted.shift();
    }
    step.ends += 1;
    if (down) step.failures += 1;
  }

  function isFailing(): boolean {
    const ends = counted.reduce((sum, step) => sum + step.ends, 0);
    const failures = counted.reduce((sum, step) => sum + step.failures, 0);
    return ends >= minimum && failures / ends >= share;
  }

  function turn(next: number | null): void {
    nextProbe = next;
    counted = [];
    era += 1;
  }

  return {
    enter() {
      const probe = nextProbe !== null;
      if (nextProbe !== null) {
        if (now() < nextProbe) return undefined;
        nextProbe = now() + probeEvery;
      }
      const begun = era;
      return {
        probe,
        end(down) {
          if (begun !== era) return;
          if (probe) {
            if (!down) turn(null);
            return;
          }
          count(down);
          if (down && isFailing()) turn(now() + probeEvery);
        },
      };
    },
  };
}
