import { createHash } from 'node:crypto';
import type { Answer } from './answer.ts';
import type { Asked } from './asked.ts';

/**
 * An answer that its reader may keep, with an `ETag`; 304 without a body where the reader has it already. Weak, so that the
 * compressed forms of one answer count as the same.
 */
export function revalidated(answer: Answer, { headers }: Pick<Asked, 'headers'>): Answer {
  const { body } = answer;
  if (answer.headers['cache-control'] !== keptByItsReader || typeof body !== 'string') return answer;
  const etag = `W/"${createHash('sha256').update(body).digest('base64url')}"`;
  const isKnown = headers['if-none-match']?.split(',').some((each) => each.trim().replace(/^(W\/)?/, 'W/') === etag);
  const tagged = { ...answer.headers, etag };
  return isKnown === true ? { status: 304, headers: tagged, body: null } : { ...answer, headers: tagged };
}

/** `Cache-Control` of an answer that belongs to whose token it was: no shared cache may keep it, a private one asks again. */
export const keptByItsReader = 'private, no-cache';
