/** One step of a check, and what it found. */
export interface Step {
  /** What was tried: `token endpoint`. */
  readonly name: string;
  /** Null: it was not tried. */
  readonly ok: boolean | null;
  /** What was found, line by line; no secrets, no personal data. */
  readonly found: readonly string[];
  /** What to change; empty: nothing. */
  readonly change: readonly string[];
}

/** A step that went well. */
export function passed(name: string, ...found: readonly string[]): Step {
  return { name, ok: true, found, change: [] };
}

/** A failed step, and what to change. */
export function failed(name: string, found: readonly string[], ...change: readonly string[]): Step {
  return { name, ok: false, found, change };
}

/** A step that was not tried, and why. */
export function skipped(name: string, why: string): Step {
  return { name, ok: null, found: [why], change: [] };
}

const marks = new Map([
  [true, '✓'],
  [false, '✗'],
  [null, '–'],
]);

/** A step as lines for people. */
export function stepText({ name, ok, found, change }: Step): string {
  return [
    `${marks.get(ok)} ${name}`,
    ...found.map((line) => `    ${line}`),
    ...change.map((line) => `    → ${line}`),
  ].join('\n');
}
