import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { createContext } from '../graphql/context.ts';
import type { Notify } from '../kernel/notices.ts';
import type { Upstream } from '../upstream/client.ts';
import { audited, logAudit } from './audit.ts';
import { authenticate, type Verify } from './authenticate.ts';
import { corsHeaders, preflight } from './cors.ts';
import { errorResponse, type Refusal } from './error-response.ts';
import { type Exchange, noFacts, type RequestFacts, requestIdOf, traceOf } from './exchange.ts';
import { answerExplain } from './explain.ts';
import type { Explorer } from './explorer/explorer.ts';
import { createGraphQL } from './graphql.ts';
import { logRequest, logUnexpected } from './log.ts';
import { createOutcomes } from './outcome.ts';
import { refuse } from './refuse.ts';
import { createRun } from './run.ts';
import { readManifests } from './trusted/manifests.ts';

/** What the server is made of. */
export interface AppOptions {
  readonly schema: GraphQLSchema;
  readonly upstream: Upstream;
  readonly verify: Verify;
  readonly notify: Notify;
  /** Whether keys to verify tokens with are known. */
  readonly keysReady: () => boolean;
  readonly log: Logger;
  readonly config: Config;
  /** Null: no explorer. */
  readonly explorer: Explorer | null;
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

/** Builds the server: `/graphql`, `/explain`, `/health` and `/ready`. */
export function createApp(options: AppOptions): App {
  let draining = false;
  const { schema, config } = options;
  const outcomeOf = createOutcomes(options.log, config.maxSameErrors);
  const run = createRun({
    schema,
    outcomeOf,
    config,
    context: ({ viewer, session }) => createContext(viewer, session, config, config.accessMode !== 'report'),
  });
  const { maxRequestBytes, trustedMode: mode, trustedDocuments: folder } = config;
  const trusted = { mode, documents: folder === null ? new Map() : readManifests(folder) };
  const graphql = createGraphQL({ schema, run, outcomeOf, maxRequestBytes, trusted });

  async function ready(): Promise<Readiness> {
    const keys = options.keysReady();
    const upstream = await options.upstream.reachable();
    return { ready: keys && upstream && !draining, keys, upstream, draining };
  }

  async function answer(request: Request, requestId: string): Promise<Response> {
    const url = new URL(request.url);
    const { pathname } = url;
    const page = await options.explorer?.(request, url);
    if (page !== undefined) return page;
    if (pathname === '/graphql') {
      return answerGraphQL(request, requestId, options, (exchange) => graphql.fetch(request, exchange));
    }
    if (pathname === '/explain' && config.explain) return answerExplain(request, requestId, options);
    if (pathname === '/health') return Response.json({ live: true });
    if (pathname === '/ready') {
      const readiness = await ready();
      return Response.json(readiness, { status: readiness.ready ? 200 : 503 });
    }
    return errorResponse({ code: 'NOT_FOUND', message: 'Nothing here. GraphQL is at /graphql.' }, requestId);
  }

  return {
    ready,
    drain: () => {
      draining = true;
    },
    async fetch(request) {
      const requestId = requestIdOf(request.headers);
      try {
        return await answer(request, requestId);
      } catch (error) {
        logUnexpected(options.log, requestId, error);
        return errorResponse({ code: 'INTERNAL', message: 'Unexpected error.' }, requestId);
      }
    },
  };
}

/** Status in the log of a request that nobody waited for; nginx gave it this meaning. */
const clientLeft = 499;

async function answerGraphQL(
  request: Request,
  requestId: string,
  options: AppOptions,
  run: (exchange: Exchange) => Response | Promise<Response>,
): Promise<Response> {
  const startedAt = performance.now();
  const { log } = options;
  const { corsOrigins } = options.config;
  if (request.method === 'OPTIONS' && corsOrigins.length > 0) return preflight(request, corsOrigins);
  const facts = noFacts(requestId);
  const opened = await open(request, facts, options);
  const response = isRefusal(opened)
    ? errorResponse(opened, requestId)
    : await runUnlessLeft(request, () => run(opened));
  setHeaders(response, { 'x-request-id': requestId, ...corsHeaders(request, corsOrigins) });
  if (isRefusal(opened)) facts.codes.add(opened.code);
  else {
    facts.upstreamCalls = opened.session.callCount;
    logAudit(
      { log, schema: options.schema, auditKey: options.config.auditKey },
      facts,
      opened.viewer,
      opened.customerIds,
    );
  }
  logRequest(log, facts, response.status, performance.now() - startedAt);
  return response;
}

/** Yoga rejects when the client goes away; that is no fault of ours, and nobody reads the answer. */
async function runUnlessLeft({ signal }: Request, run: () => Response | Promise<Response>): Promise<Response> {
  try {
    return await run();
  } catch (error) {
    if (!signal.aborted) throw error;
    return new Response(null, { status: clientLeft });
  }
}

/** Tells who asks and readies upstream for them, or why not. */
async function open(request: Request, facts: RequestFacts, options: AppOptions): Promise<Exchange | Refusal> {
  const { upstream, config } = options;
  const refusal = refuse(request);
  if (refusal !== undefined) return refusal;
  const viewer = await authenticate(request, options);
  if ('code' in viewer) return viewer;
  facts.viewer = viewer.kind;
  const { session, customerIds } = audited(
    upstream.session({
      token: viewer.token,
      requestId: facts.requestId,
      signal: request.signal,
      deadline: Date.now() + config.requestTimeout,
      budget: config.upstreamCallBudget,
      ...traceOf(request.headers),
    }),
  );
  return { viewer, session, customerIds, facts };
}

function isRefusal(opened: Exchange | Refusal): opened is Refusal {
  return 'code' in opened;
}

function setHeaders({ headers }: Response, values: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(values)) headers.set(name, value);
}
