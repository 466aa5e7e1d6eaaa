import type { Logger } from 'pino';
import type { Viewer } from '../../auth/viewer.ts';
import { auditVersion } from './line.ts';

/** Writes the audit line of a request whose statement about a person was refused: nobody is named as the actor. */
export function createAttempts(log: Logger): (viewer: Viewer, check: string, requestId: string) => void {
  return ({ kind, client }, check, requestId) =>
    log.info(
      { log: 'audit', version: auditVersion, event: 'refused', requestId, viewer: kind, client, person: null, check },
      'a statement about a person was refused',
    );
}
