import type { SandboxState } from '../../../src/sandbox/state.ts';
import type { Special } from '../special.ts';

/** Inputs of the mutations of wallets, `'Mutation.x': { input }`, about C1001 or nobody unless they name an owner. */
export function walletsInputs(_: SandboxState): Readonly<Record<string, Special>> {
  return {};
}
