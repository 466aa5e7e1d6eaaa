import type { SandboxState } from '../../../src/sandbox/state.ts';
import type { Special } from '../special.ts';

/** Inputs of the mutations of shopping, `'Mutation.x': { input }`, about C1001 or nobody unless they name an owner. */
export function shoppingInputs(_: SandboxState): Readonly<Record<string, Special>> {
  return {};
}
