import type { AccessContext } from '../auth/access/pass.ts';
import { createAccessState } from '../auth/access/state.ts';
import type { Viewer } from '../auth/viewer.ts';
import type { WriteOutcome } from '../kernel/write-outcome.ts';
import { Memory } from '../loaders/memory.ts';
import type { ReadSettings } from '../loaders/view.ts';
import type { UpstreamSession } from '../upstream/session.ts';

/** What resolvers know of the request they run in. Plain values only: Yoga copies the object. */
export interface GraphContext extends AccessContext {
  /** The way upstream, which only gates can use. */
  readonly memory: Memory;
  /** What became of each write that came to its service, by its name in the answer. */
  readonly writes: Map<string, WriteOutcome>;
}

/** The context of one request; `enforced` as in its access state. */
export function createContext(
  viewer: Viewer,
  session: UpstreamSession,
  settings: ReadSettings,
  enforced: boolean,
): GraphContext {
  return {
    viewer,
    access: createAccessState(enforced),
    memory: new Memory(session, viewer.scopes, settings),
    writes: new Map(),
  };
}
