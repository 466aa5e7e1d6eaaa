import type { Logger } from 'pino';
import { noFacts } from './facts.ts';
import type { HttpRequest } from './http/request.ts';
import { type HttpResponse, isRefusal, refusalResponse, withHeaders } from './http/response.ts';
import type { ReserveSlot } from './load/gate.ts';
import { logRequest } from './log.ts';
import type { Route } from './routes.ts';

/** What a route is surrounded by. */
export interface LoggedOptions {
  readonly log: Logger;
  /** How many requests may run at once. */
  readonly enter: ReserveSlot;
}

/** Status in the log of a request that nobody waited for; nginx gave it this meaning. */
const clientLeft = 499;

/** A route behind the limit of requests at once, with a line in the log for each request. */
export function logged(route: Route, { log, enter }: LoggedOptions) {
  return async (request: HttpRequest, requestId: string): Promise<HttpResponse> => {
    const startedAt = performance.now();
    const facts = noFacts(requestId);
    const release = enter();
    let response: HttpResponse;
    try {
      const given = isRefusal(release) ? release : await route(request, facts);
      if (isRefusal(given)) facts.codes.add(given.code);
      response = isRefusal(given) ? refusalResponse(given, requestId) : given;
    } finally {
      if (!isRefusal(release)) release();
    }
    logRequest(log, facts, request.signal.aborted ? clientLeft : response.status, performance.now() - startedAt);
    return withHeaders(response, facts.headers);
  };
}
