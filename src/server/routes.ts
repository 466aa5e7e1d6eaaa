import { createContext } from '../graphql/context.ts';
import type { UserErrorCode } from '../kernel/user-error-code.ts';
import type { ReadSettings } from '../loaders/view.ts';
import type { ContractCheck } from '../upstream/contract-check/contract-check.ts';
import type { AccessMode } from './access.ts';
import type { Admission } from './admission.ts';
import { type ExplainOptions, explanationOf } from './explain.ts';
import type { RequestFacts } from './facts.ts';
import type { AnswerGraphQL } from './graphql.ts';
import { answerTypeOf, isLegacy } from './http/media.ts';
import { contractTakesGet, explainTakesPost, refuseMethod } from './http/methods.ts';
import type { HttpRequest } from './http/request.ts';
import { type HttpResponse, isRefusal, jsonResponse, type Refusal, withHeaders } from './http/response.ts';
import { revalidated } from './http/revalidate.ts';

/** Answers the requests of one path or refuses them, and fills in the log entry. */
export type Route = (request: HttpRequest, facts: RequestFacts) => Promise<HttpResponse | Refusal>;

/** How operations are answered. */
export type GraphQLRouteOptions = ReadSettings & { readonly accessMode: AccessMode };

/** `/graphql`: what cannot be answered is refused before anything is read. */
export function graphqlRoute(
  admission: Admission,
  load: () => Promise<AnswerGraphQL>,
  options: GraphQLRouteOptions,
): Route {
  return async (request, facts) => {
    const type = refuseMethod(request) ?? answerTypeOf(request);
    if (typeof type === 'object') return type;
    const received = await admission.receive(request, facts);
    if (isRefusal(received)) return received;
    const { viewer, session } = received;
    const { signal } = request;
    if (signal.aborted) session.end();
    signal.addEventListener('abort', session.end);
    try {
      const answer = await load();
      const response = await answer(
        request,
        {
          ...received,
          ...createContext(viewer, session, options, options.accessMode !== 'report'),
          facts,
          ...(facts.watch !== null && { onUserError: (code: UserErrorCode) => facts.userErrors.push(code) }),
          isLegacy: isLegacy(request.headers['accept']),
          document: null,
          operation: null,
          tree: null,
          variables: null,
          skips: null,
        },
        type,
      );
      if (request.method !== 'GET' || facts.documentId === null) return response;
      if (facts.codes.size === 0) return revalidated(response, request);
      return withHeaders(response, { 'cache-control': 'private, no-store' });
    } finally {
      session.end();
      // A signal that follows another one is kept for as long as that lives, where somebody listens to it.
      signal.removeEventListener('abort', session.end);
      facts.upstreamCalls = session.callCount;
    }
  };
}

/** `/explain`: what an operation needs, without running it. */
export function explainRoute(admission: Admission, options: ExplainOptions): Route {
  return async (request, facts) => {
    if (request.method !== 'POST') return explainTakesPost;
    const received = await admission.receive(request, facts);
    if (isRefusal(received)) return received;
    const explanation = explanationOf(received.asked, received.viewer, options);
    return isRefusal(explanation) ? explanation : jsonResponse(explanation);
  };
}

/** `/contract`: where real answers differ from the contract. */
export function contractRoute(admission: Admission, mode: string, found: ContractCheck['found']): Route {
  return async (request, facts) => {
    if (request.method !== 'GET') return contractTakesGet;
    const admitted = await admission.open(request, facts);
    return isRefusal(admitted) ? admitted : jsonResponse({ mode, endpoints: found() });
  };
}
