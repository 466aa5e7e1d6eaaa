import type { SandboxState } from '../../../src/sandbox/state.ts';
import type { Special } from '../special.ts';

/** Inputs of the mutations of locations, `'Mutation.x': { input }`. */
export function locationsInputs({ locations }: SandboxState): Readonly<Record<string, Special>> {
  const [locationId] = locations.keys();
  return {
    'Mutation.locationCreate': { input: { locationId: 'permissions', details: { name: 'New' } } },
    'Mutation.locationUpdate': { input: { locationId, details: { name: 'New' } } },
    'Mutation.locationDelete': { input: { locationId } },
  };
}
