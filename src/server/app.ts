import { randomUUID } from 'node:crypto';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { type AddPerson, noPerson } from '../auth/person/person.ts';
import type { Config } from '../config/config.ts';
import type { Notify } from '../kernel/notices.ts';
import type { ReadSettings } from '../loaders/view.ts';
import type { Upstream } from '../upstream/client.ts';
import type { ContractCheck } from '../upstream/contract-check/contract-check.ts';
import { createAdmission } from './admission.ts';
import { createAttempts } from './audit/attempts.ts';
import type { Verify } from './authenticate.ts';
import { createDocuments } from './documents.ts';
import type { Explorer } from './explorer/explorer.ts';
import { requestIdOf } from './facts.ts';
import type { AnswerGraphQL } from './graphql.ts';
import { createHealth, type Readiness } from './health.ts';
import { statusToTell } from './http/client-left.ts';
import { compressed } from './http/compress.ts';
import { corsHeaders, preflight } from './http/cors.ts';
import { nothingHere } from './http/methods.ts';
import { fromRequest, type HttpRequest } from './http/request.ts';
import {
  finished,
  fromResponse,
  type HttpResponse,
  type Refusal,
  refusalResponse,
  toResponse,
  withHeaders,
} from './http/response.ts';
import { createGate } from './load/gate.ts';
import type { Rate } from './load/rate.ts';
import { logUnexpected, logUnread } from './log.ts';
import { logged } from './logged.ts';
import { createOutcomes } from './outcome.ts';
import { useAccess } from './plugins/access.ts';
import { useAudit } from './plugins/audit.ts';
import { useDocuments } from './plugins/documents.ts';
import { useExecution } from './plugins/execution.ts';
import { useLimits } from './plugins/limits.ts';
import { useTrustedDocuments } from './plugins/trusted-documents.ts';
import { useVariables } from './plugins/variables.ts';
import { contractRoute, explainRoute, graphqlRoute } from './routes.ts';
import { introspectionDocument } from './trusted/introspection-document.ts';
import { readManifests } from './trusted/manifests.ts';
import type { Observer } from './watch/watch.ts';

/** What the server is made of. */
export interface AppOptions {
  readonly schema: GraphQLSchema;
  readonly upstream: Upstream;
  readonly verify: Verify;
  /** Adds the person who acts for a client. Default: requests that name one are refused. */
  readonly addPerson?: AddPerson;
  readonly notify: Notify;
  /** Whether keys to verify tokens with are known. */
  readonly keysReady: () => boolean;
  readonly log: Logger;
  readonly config: Config & Pick<ReadSettings, 'locks'>;
  /** Null: no rate limit. */
  readonly rate: Rate | null;
  /** What the check of answers against the contract has found; null: there is no page that tells it. */
  readonly contractFound: ContractCheck['found'] | null;
  /** What watches requests beside the log; may grow later. Default: none. */
  readonly observers?: readonly Observer[];
  /** Null: no explorer. */
  readonly explorer: Explorer | null;
  /** Yoga plugins of the embedder; their hooks run after ours. Default: none. */
  readonly plugins?: readonly object[];
}

/** The server without a socket. */
export interface App {
  /** Answers a request of any transport; never rejects. */
  answer(request: HttpRequest): Promise<HttpResponse>;
  /** The answer to what never became a request, which is noted. */
  refuse(refusal: Refusal & { readonly status: number }): HttpResponse;
  /** Answers a request for code that knows `Request` and `Response`. */
  fetch(request: Request): Promise<Response>;
  ready(): Promise<Readiness>;
  /** Loads what answers operations, which the first of them does else. Rejects where a plugin cannot be put in. */
  load(): Promise<unknown>;
  /** Headers that let a page of another origin read an answer to a request with these headers. */
  corsHeaders(headers: HttpRequest['headers']): Readonly<Record<string, string>>;
  /** From now on `/ready` answers 503, so that load balancers send no new requests. */
  drain(): void;
}

/** Builds the server: `/graphql`, `/explain`, `/contract`, `/health` and `/ready`. */
export function createApp(options: AppOptions): App {
  const { config, log, explorer, contractFound, observers = [] } = options;
  const { corsOrigins } = config;
  const health = createHealth(options.upstream, options.keysReady);
  const admission = createAdmission({ addPerson: noPerson, onRefusedPerson: createAttempts(log), ...options });
  const surroundings = { log, enter: createGate(config.maxConcurrentRequests), observers };
  const { load, explain } = createOperations(options);

  const routes = new Map([['/graphql', graphqlRoute(admission, load, config)]]);
  if (config.explain) routes.set('/explain', explainRoute(admission, explain));
  if (contractFound !== null) routes.set('/contract', contractRoute(admission, config.contractCheck, contractFound));
  const answers = new Map([...routes].map(([path, route]) => [path, logged(route, surroundings)]));

  async function route(request: HttpRequest, requestId: string): Promise<HttpResponse> {
    const path = request.path === '/graphql/' ? '/graphql' : request.path;
    if (path === '/health') return health.answerLive();
    if (path === '/ready') return health.answerReady();
    const page = await explorer?.(request);
    if (page !== undefined) return fromResponse(page);
    if (request.method === 'OPTIONS' && corsOrigins.length > 0)
      return preflight(request, corsOrigins, config.corsHeaders);
    const answered = await answers.get(path)?.(request, requestId);
    return withHeaders(answered ?? refusalResponse(nothingHere, requestId), corsHeaders(request, corsOrigins));
  }

  async function answer(request: HttpRequest): Promise<HttpResponse> {
    const requestId = requestIdOf(request.headers);
    let response: HttpResponse;
    try {
      response = await route(request, requestId);
    } catch (error) {
      logUnexpected(log, requestId, error);
      const told = refusalResponse({ code: 'INTERNAL', message: 'Unexpected error.' }, requestId);
      response = withHeaders(told, corsHeaders(request, corsOrigins));
    }
    const status = statusToTell(request, response);
    for (const observer of observers) observer.answered(request.path, status);
    return compressed(finished(response, requestId), request.headers['accept-encoding']);
  }

  return {
    answer,
    refuse({ status, ...refusal }) {
      const requestId = randomUUID();
      logUnread(log, requestId, status);
      for (const observer of observers) observer.answered(null, status);
      return finished(refusalResponse({ ...refusal, status }, requestId), requestId);
    },
    ready: health.ready,
    load,
    corsHeaders: (headers) => corsHeaders({ headers }, corsOrigins),
    drain: health.drain,
    fetch: async (request) => toResponse(await answer(fromRequest(request))),
  };
}

/** Makes the functions that answer and explain operations. Each plugin can be removed by deleting its line. */
function createOperations({ schema, config, log, notify, plugins = [] }: AppOptions) {
  const { introspection, maxSameErrors, maxAnswerFields, accessMode, trustedMode: mode } = config;
  const cacheBytes = Math.floor(config.cacheBytes / 2);
  const documentOf = createDocuments({ schema, limits: config, introspection, maxSameErrors, cacheBytes });
  const outcomeOf = createOutcomes({ log, notify, maxSameErrors });
  const folder = config.trustedDocuments;
  const published = folder === null ? [] : readManifests(folder);
  const trusted = {
    mode,
    documents: new Map([...(config.introspection ? [introspectionDocument] : []), ...published]),
  };
  const callBudget = config.upstreamCallBudget;
  const ours = [
    useTrustedDocuments(trusted),
    useDocuments(documentOf),
    useVariables(schema, introspection),
    useLimits(config),
    useAccess({ mode: accessMode, callBudget, maxAnswerFields, cacheBytes }),
    useExecution({ hideSuggestions: !introspection, maxAnswerBytes: config.maxAnswerBytes }),
    useAudit({ log, auditKey: config.auditKey }),
  ];
  let loaded: Promise<AnswerGraphQL> | undefined;
  // Yoga is loaded with the first operation: it would make every start a quarter slower.
  const load = () => {
    loaded ??= import('./graphql.ts').then((it) => it.createGraphQL({ schema, outcomeOf, ours, theirs: plugins }));
    return loaded;
  };
  return { load, explain: { schema, documentOf, trusted, limits: config } };
}
