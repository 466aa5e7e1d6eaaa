import { createAccessState } from '../auth/access-state.ts';
import type { AccessContext } from '../auth/plugin.ts';
import type { Viewer } from '../auth/viewer.ts';
import { createLoaders, type LoaderOptions, type Loaders } from '../loaders/loaders.ts';
import type { UpstreamSession } from '../upstream/session.ts';

/** What resolvers know of the request they run in. Plain values only: Yoga copies the object. */
export interface GraphContext extends AccessContext {
  readonly loaders: Loaders;
}

/** The context of one request; `enforced` as in its access state. */
export function createContext(
  viewer: Viewer,
  session: UpstreamSession,
  options: LoaderOptions,
  enforced: boolean,
): GraphContext {
  return { viewer, access: createAccessState(enforced), loaders: createLoaders(session, options) };
}
