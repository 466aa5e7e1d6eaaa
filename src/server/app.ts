import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { createContext } from '../graphql/context.ts';
import type { LoaderOptions } from '../loaders/loaders.ts';
import type { Upstream } from '../upstream/client.ts';
import { authenticate, type Verify } from './authenticate.ts';
import { errorResponse } from './error-response.ts';
import { type Exchange, requestIdOf, traceOf } from './exchange.ts';
import { type GraphiQL, pageHeaders, wantsPage } from './graphiql.ts';
import { createGraphQL } from './graphql.ts';
import { logRequest, logUnexpected } from './log.ts';

/** What the server is made of. */
export interface AppOptions {
  readonly schema: GraphQLSchema;
  readonly upstream: Upstream;
  readonly verify: Verify;
  /** Whether keys to verify tokens with are known. */
  readonly keysReady: () => boolean;
  readonly log: Logger;
  readonly loaders: LoaderOptions;
  /** Whether a request without a token may run; it reaches `viewer` and introspection. */
  readonly allowAnonymous: boolean;
  readonly introspection: boolean;
  /** Null: no GraphiQL page. */
  readonly graphiql: GraphiQL | null;
  readonly corsOrigins: readonly string[];
  /** Milliseconds that a whole request may take. */
  readonly requestTimeout: number;
  /** Upstream calls that one request may make. */
  readonly callBudget: number;
  /** Largest request body in bytes. */
  readonly maxRequestBytes: number;
}

/** Whether the server can do its work, and what is missing where it cannot. */
export interface Readiness {
  readonly ready: boolean;
  readonly keys: boolean;
  readonly upstream: boolean;
  readonly draining: boolean;
}

/** The server as a fetch handler, without a socket. */
export interface App {
  fetch(request: Request): Promise<Response>;
  ready(): Promise<Readiness>;
  /** From now on `/ready` says no, so that balancers send nothing new. */
  drain(): void;
}

/** Builds the server: `/graphql`, `/health` and `/ready`. */
export function createApp(options: AppOptions): App {
  let draining = false;
  const graphql = createGraphQL({
    ...options,
    context: ({ viewer, session }) => createContext(viewer, session, options.loaders),
  });

  async function ready(): Promise<Readiness> {
    const keys = options.keysReady();
    const upstream = await options.upstream.reachable();
    return { ready: keys && upstream && !draining, keys, upstream, draining };
  }

  async function answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === '/graphql') return answerGraphQL(request, options, (exchange) => graphql.fetch(request, exchange));
    if (pathname === '/health') return Response.json({ live: true });
    if (pathname === '/ready') {
      const readiness = await ready();
      return Response.json(readiness, { status: readiness.ready ? 200 : 503 });
    }
    return Response.json({ errors: [{ message: 'Nothing here. GraphQL is at /graphql.' }] }, { status: 404 });
  }

  return {
    ready,
    drain: () => {
      draining = true;
    },
    async fetch(request) {
      try {
        return await answer(request);
      } catch (error) {
        const requestId = requestIdOf(request.headers);
        logUnexpected(options.log, requestId, error);
        return errorResponse('INTERNAL', 'Unexpected error.', requestId);
      }
    },
  };
}

async function answerGraphQL(
  request: Request,
  options: AppOptions,
  run: (exchange: Exchange) => Response | Promise<Response>,
): Promise<Response> {
  const startedAt = performance.now();
  const requestId = requestIdOf(request.headers);
  const refused = refuseForm(request, requestId);
  if (refused !== undefined) return refused;
  const opened = request.method === 'OPTIONS' || (options.graphiql !== null && wantsPage(request));
  const viewer = await authenticate(request, requestId, options.verify, options.allowAnonymous || opened);
  if (viewer instanceof Response) return viewer;
  const session = options.upstream.session({
    token: viewer.token,
    requestId,
    signal: request.signal,
    deadline: Date.now() + options.requestTimeout,
    budget: options.callBudget,
    ...traceOf(request.headers),
  });
  const exchange: Exchange = {
    requestId,
    viewer,
    session,
    facts: { operationName: null, operationType: null, codes: new Set() },
  };
  const response = await run(exchange);
  if (opened) return withHeaders(response, pageHeaders);
  logRequest(options.log, exchange, response.status, performance.now() - startedAt);
  return response;
}

const methods = new Set(['GET', 'POST', 'OPTIONS']);

/** Only JSON may be posted: browsers send other content types across origins without asking first. */
function refuseForm({ method, headers }: Request, requestId: string): Response | undefined {
  if (!methods.has(method)) {
    return errorResponse('METHOD_NOT_ALLOWED', 'GraphQL takes GET and POST.', requestId, { allow: 'GET, POST' });
  }
  const mediaType = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (method !== 'POST' || mediaType === 'application/json') return undefined;
  return errorResponse('UNSUPPORTED_MEDIA_TYPE', 'POST takes application/json.', requestId);
}

function withHeaders(response: Response, headers: Readonly<Record<string, string>>): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}
