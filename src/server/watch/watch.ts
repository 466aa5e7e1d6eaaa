import type { TryWatch } from '../../upstream/watch.ts';
import type { RequestFacts, TracedCalls } from '../facts.ts';
import type { HttpRequest } from '../http/request.ts';

/** Told about one request to `/graphql`, `/explain` or `/contract`, and about its upstream calls. */
export interface RequestWatch extends TracedCalls {
  /** The request has ended with this status; 499: its client had left. */
  ended(facts: RequestFacts, status: number, durationMs: number): void;
}

/** Told about everything that comes in: metrics are one, traces another. Its functions return at once and never throw. */
export interface Observer {
  /** A request has come that is let in where there is a free slot. */
  started(request: HttpRequest, requestId: string): RequestWatch;
  /**
   * Something was answered, whatever it was.
   *
   * @param path null: it was not a valid HTTP request
   */
  answered(path: string | null, status: number): void;
}

/** One watch for all observers; null where there are none, so that nothing is done for them. */
export function watchRequest(
  observers: readonly Observer[],
  request: HttpRequest,
  requestId: string,
): RequestWatch | null {
  if (observers.length === 0) return null;
  const watches = observers.map((observer) => observer.started(request, requestId));
  const [only] = watches;
  return only !== undefined && watches.length === 1 ? only : together(watches);
}

function together(watches: readonly RequestWatch[]): RequestWatch {
  return {
    traceId: watches.find(({ traceId }) => traceId !== null)?.traceId ?? null,
    isEarly: false,
    startTry: (endpoint, about) => allTries(watches.map((each) => each.startTry(endpoint, about))),
    ended: (...ended) => {
      for (const each of watches) each.ended(...ended);
    },
  };
}

function allTries(tries: readonly TryWatch[]): TryWatch {
  return {
    headers: Object.assign({}, ...tries.map(({ headers }) => headers)),
    begun: () => {
      for (const each of tries) each.begun();
    },
    ended: (...ended) => {
      for (const each of tries) each.ended(...ended);
    },
  };
}
