import type { FaultEffect } from '../../src/sandbox/faults.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';

/** What befalls calls, one after the other. */
const effects: readonly FaultEffect[] = [
  { status: 500 },
  { delay: 1_000 },
  { reset: 'before' },
  { status: 503 },
  { garbage: true },
  { reset: 'after' },
  { truncate: true },
  { status: 429, headers: { 'retry-after': '1' } },
  { oversize: 10_000_000 },
  { status: 502, body: '<html>' },
  { hang: true },
];

/** Befalls a share of a sandbox's calls. */
export interface Trouble {
  /** To be called often: sees to it that the share is kept. */
  keepUp(): void;
  /** Calls so far, and those that a fault befell. */
  readonly calls: number;
  readonly faults: number;
}

/** Lets faults befall a share of the calls that a sandbox gets. */
export function trouble(sandbox: Sandbox, share: number): Trouble {
  let calls = 0;
  let faults = 0;
  return {
    keepUp() {
      calls += sandbox.calls.length;
      sandbox.clearCalls();
      for (; faults < Math.floor(calls * share); faults += 1) {
        const effect = effects[faults % effects.length];
        if (effect !== undefined) sandbox.fail({ on: /./, times: 1, ...effect });
      }
    },
    get calls() {
      return calls;
    },
    get faults() {
      return faults;
    },
  };
}
