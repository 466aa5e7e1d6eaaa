/** Cuts a failing service off for a while, so that nobody waits for it and it can recover. */
export interface Circuit {
  /** Whether a call may be made now. */
  allows(): boolean;
  /** Notes how a call went; `failed` means that the service was not there, not that it refused. */
  record(failed: boolean): void;
}

/** Settings of a circuit. */
export interface CircuitOptions {
  /** Failures in a row that open it. */
  readonly failures: number;
  /** Milliseconds for which it stays open; then one call is let through to see. */
  readonly openFor: number;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
}

/** A closed circuit. */
export function createCircuit({ failures, openFor, now }: CircuitOptions): Circuit {
  let inARow = 0;
  let openUntil = 0;
  return {
    allows() {
      if (inARow < failures) return true;
      if (now() < openUntil) return false;
      openUntil = now() + openFor;
      return true;
    },
    record(failed) {
      inARow = failed ? inARow + 1 : 0;
      if (inARow >= failures) openUntil = now() + openFor;
    },
  };
}
