/** A circuit breaker: stops calls to a failing service for a while, so that nobody waits for it and it can recover. */
export interface Circuit {
  /** Lets a call through; undefined: the call must not be made now. */
  enter(): Pass | undefined;
  /** Whether it stops calls but for probes. */
  isOpen(): boolean;
}

/** One call that was let through. */
export interface Pass {
  /** Whether the call is a probe that finds out whether the service is back. */
  readonly probe: boolean;
  /** Records the result. `down` means that the service could not be reached, not that it refused or failed this one call. */
  end(down: boolean): void;
}

/** Settings of a circuit. */
export interface CircuitOptions {
  /** Length of the window in milliseconds, counted in ten steps. Default: 20,000. */
  readonly window?: number;
  /** Finished calls in the window that are needed to open it. Default: 10. */
  readonly minimum?: number;
  /** Share of calls that found the service down, 0 to 1, that opens it. Default: 0.5. */
  readonly share?: number;
  /** Milliseconds between two probes while it is open. Default: 1,000. */
  readonly probeEvery?: number;
  /** A monotonic clock, in milliseconds. */
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
  /** Counts openings and closings: a call that started before the last one says nothing about the present. */
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
    isOpen: () => nextProbe !== null,
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
