import type { SandboxState } from '../../../src/sandbox/state.ts';
import type { Special } from '../special.ts';

/** Inputs of the mutations of shopping, all about C1001 or nobody. */
export function shoppingInputs(_: SandboxState): Readonly<Record<string, Special>> {
  return {};
}
