import type { Logger } from 'pino';
import { noFacts } from './facts.ts';
import { statusToTell } from './http/client-left.ts';
import type { HttpRequest } from './http/request.ts';
import { type HttpResponse, isRefusal, refusalResponse, withHeaders } from './http/response.ts';
import type { ReserveSlot } from './load/gate.ts';
import { logRequest } from './log.ts';
import type { Route } from './routes.ts';
import { type Observer, watchRequest } from './watch/watch.ts';

/** What routes are wrapped with. */
export interface LoggedOptions {
  readonly log: Logger;
  /** How many requests may run at once. */
  readonly enter: ReserveSlot;
  readonly observers: readonly Observer[];
}

/** A route behind the limit of requests at once, with a line in the log for each request. */
export function logged(route: Route, { log, enter, observers }: LoggedOptions) {
  return async (request: HttpRequest, requestId: string): Promise<HttpResponse> => {
    const startedAt = performance.now();
    const watch = watchRequest(observers, request, requestId);
    const facts = noFacts(requestId, watch);
    const release = enter();
    let response: HttpResponse;
    try {
      const given = isRefusal(release) ? release : await route(request, facts);
      if (isRefusal(given)) facts.codes.add(given.code);
      response = isRefusal(given) ? refusalResponse(given, requestId) : given;
    } finally {
      if (!isRefusal(release)) release();
    }
    const status = statusToTell(request, response);
    const durationMs = performance.now() - startedAt;
    logRequest(log, facts, status, durationMs);
    watch?.ended(facts, status, durationMs);
    return withHeaders(response, facts.headers);
  };
}
