import type { SandboxState } from '../../../src/sandbox/state.ts';
import type { Special } from '../special.ts';

/** Inputs of the mutations of locations, all about C1001 or nobody. */
export function locationsInputs(_: SandboxState): Readonly<Record<string, Special>> {
  return {};
}
