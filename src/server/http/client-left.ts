import type { HttpRequest } from './request.ts';
import type { HttpResponse } from './response.ts';

/** Status that operators are told of a request whose client has left; nginx gave it this meaning. */
export const clientLeft = 499;

/** The status that operators are told: that of the response, or 499 where the client had left. */
export function statusToTell({ signal }: HttpRequest, { status }: HttpResponse): number {
  return signal.aborted ? clientLeft : status;
}
