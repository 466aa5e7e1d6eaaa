import { found, invalid } from '../answer.ts';
import { freshId, stamp } from '../clock.ts';
import type { Handlers } from '../handler.ts';

/** Writes of locations. */
export const locationWrites = {
  createLocation: ({ body }, state) => {
    const { id: _, location_id, ...given } = body;
    const id = freshId(state);
    const locationId = location_id ?? id;
    if (state.locations.has(locationId)) return invalid('/location_id', 'Another location has this id.');
    const made = { ...given, id, location_id: locationId, created_at: stamp(state), created_by: 'sandbox' };
    state.locations.set(locationId, made);
    return found(made);
  },
  updateLocation: ({ path, body }, state) => {
    const location = state.locations.get(path.lid);
    if (location === undefined || location.deleted_at !== undefined) return found(undefined);
    const { id: _, location_id: __, ...given } = body;
    Object.assign(location, given, { updated_at: stamp(state) });
    return found(location);
  },
  deleteLocation: ({ path }, state) => {
    const location = state.locations.get(path.lid);
    if (location === undefined || location.deleted_at !== undefined) return found(undefined);
    Object.assign(location, { deleted_at: stamp(state), deleted_by: 'sandbox' });
    return found(location);
  },
} satisfies Handlers;
