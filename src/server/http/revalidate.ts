import { createHash } from 'node:crypto';
import type { HttpRequest } from './request.ts';
import type { HttpResponse } from './response.ts';

/**
 * An answer that its reader alone may keep, and asks for again before it is used: with an `ETag`, and 304 without a body where
 * the reader has it already. Weak, so that the compressed forms of one answer count as the same.
 */
export function revalidated(response: HttpResponse, { headers }: Pick<HttpRequest, 'headers'>): HttpResponse {
  const etag = `W/"${createHash('sha256')
    .update(response.body ?? '')
    .digest('base64url')}"`;
  const isKnown = headers['if-none-match']?.split(',').some((each) => each.trim().replace(/^(W\/)?/, 'W/') === etag);
  const kept = { ...response.headers, 'cache-control': 'private, no-cache', etag };
  return isKnown === true ? { status: 304, headers: kept, body: null } : { ...response, headers: kept };
}
