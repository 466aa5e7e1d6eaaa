import type { SandboxState } from '../../../src/sandbox/state.ts';
import type { Special } from '../special.ts';

/** Inputs of the mutations of discounts, all about C1001 or nobody. */
export function discountsInputs(_: SandboxState): Readonly<Record<string, Special>> {
  return {};
}
