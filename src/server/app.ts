import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { createContext } from '../graphql/context.ts';
import type { Notify } from '../kernel/notices.ts';
import type { Upstream } from '../upstream/client.ts';
import type { ContractCheck } from '../upstream/contract-check/contract-check.ts';
import { createAsk } from './ask.ts';
import { createAudit, createNoted } from './audit.ts';
import { authenticate, type Verify } from './authenticate.ts';
import { createDocuments } from './documents.ts';
import { type Exchange, noFacts, type RequestFacts, requestIdOf, traceOf } from './exchange.ts';
import { explanationOf } from './explain.ts';
import type { Explorer } from './explorer/explorer.ts';
import { createGraphQL } from './graphql.ts';
import {
  type Answer,
  finished,
  fromResponse,
  isRefusal,
  jsonAnswer,
  type Refusal,
  refusalAnswer,
  toResponse,
  withHeaders,
} from './http/answer.ts';
import { type Asked, fromRequest, toRequest } from './http/asked.ts';
import { compressed } from './http/compress.ts';
import { corsHeaders, preflight } from './http/cors.ts';
import { followed } from './http/departure.ts';
import { answerTypeOf, isLegacy, refuseBody } from './http/media.ts';
import { contractTakesGet, explainTakesPost, nothingHere, refuseMethod } from './http/methods.ts';
import { type Question, readAddress, readBody } from './http/question.ts';
import { revalidated } from './http/revalidate.ts';
import { createGate } from './load/gate.ts';
import type { Rate } from './load/rate.ts';
import { logRequest, logUnexpected } from './log.ts';
import { createOutcomes } from './outcome.ts';
import { createRun } from './run.ts';
import { readManifests } from './trusted/manifests.ts';
import type { Trusted } from './trusted/trusted.ts';

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
  /** Null: requests are not counted. */
  readonly rate: Rate | null;
  /** What the check of answers against the contract has found; null: there is no page that tells it. */
  readonly contractFound: ContractCheck['found'] | null;
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

/** The server without a socket. */
export interface App {
  /** Answers a request, whatever brought it; never fails. */
  answer(asked: Asked): Promise<Answer>;
  /** The same for code that knows `Request` and `Response`. */
  fetch(request: Request): Promise<Response>;
  ready(): Promise<Readiness>;
  /** Headers that let a page of another origin read an answer to a request with these headers. */
  corsHeaders(headers: Asked['headers']): Readonly<Record<string, string>>;
  /** From now on `/ready` says no, so that balancers send nothing new. */
  drain(): void;
}

/** Builds the server: `/graphql`, `/explain`, `/contract`, `/health` and `/ready`. */
export function createApp(options: AppOptions): App {
  let draining = false;
  const enter = createGate(options.config.maxConcurrentRequests);
  const { schema, config, log, explorer, contractFound } = options;
  const { corsOrigins, corsHeaders: corsMore, introspection, maxSameErrors } = config;
  const documentOf = createDocuments({
    schema,
    limits: config,
    introspection,
    maxSameErrors,
    cacheBytes: Math.floor(config.cacheBytes / 2),
  });
  const audit = createAudit({ log, schema, auditKey: config.auditKey });
  const outcomeOf = createOutcomes({ schema, log, notify: options.notify, maxSameErrors });
  const run = createRun({
    schema,
    outcomeOf,
    documentOf,
    config,
    context: ({ viewer, session }) => createContext(viewer, session, config, config.accessMode !== 'report'),
  });
  const { trustedMode: mode, trustedDocuments: folder } = config;
  const trusted: Trusted = { mode, documents: folder === null ? new Map() : readManifests(folder) };
  const ask = createAsk({ run, outcomeOf, trusted });
  const answerQuestion = createGraphQL({ schema, ask, outcomeOf, shortWay: config.shortWay });

  async function ready(): Promise<Readiness> {
    const keys = options.keysReady();
    const upstream = (await options.upstream.outage()) === null;
    return { ready: keys && upstream && !draining, keys, upstream, draining };
  }

  async function answerReady(): Promise<Answer> {
    const readiness = await ready();
    return jsonAnswer(readiness, readiness.ready ? 200 : 503);
  }

  async function pageOf(asked: Asked): Promise<Answer | undefined> {
    if (asked.path === '/health' || asked.path === '/ready' || explorer === null) return undefined;
    const request = toRequest(asked, null);
    const page = await explorer(request, new URL(request.url));
    return page && fromResponse(page);
  }

  function route(asked: Asked, requestId: string): Answer | Promise<Answer> {
    const path = asked.path === '/graphql/' ? '/graphql' : asked.path;
    if (path === '/health') return jsonAnswer({ live: true });
    if (path === '/ready') return answerReady();
    if (asked.method === 'OPTIONS' && corsOrigins.length > 0) return preflight(asked, corsOrigins, corsMore);
    if (path === '/graphql') return logged(asked, requestId, answerGraphQL);
    if (path === '/explain' && config.explain) return logged(asked, requestId, answerExplain);
    if (path === '/contract' && contractFound !== null) return logged(asked, requestId, answerContract);
    return withHeaders(refusalAnswer(nothingHere, requestId), corsHeaders(asked, corsOrigins));
  }

  /** What asks something of the schema: behind the same limits of load, and with a line in the log. */
  async function logged(
    asked: Asked,
    requestId: string,
    answerIt: (asked: Asked, facts: RequestFacts) => Promise<Answer | Refusal>,
  ): Promise<Answer> {
    const startedAt = performance.now();
    const facts = noFacts(requestId);
    const release = enter();
    let answer: Answer;
    try {
      const given = isRefusal(release) ? release : await answerIt(asked, facts);
      if (isRefusal(given)) facts.codes.add(given.code);
      answer = isRefusal(given) ? refusalAnswer(given, requestId) : given;
    } finally {
      if (!isRefusal(release)) release();
    }
    const left = asked.departure.happened;
    logRequest(log, facts, left ? clientLeft : answer.status, performance.now() - startedAt);
    return withHeaders(answer, { ...facts.headers, ...corsHeaders(asked, corsOrigins) });
  }

  async function answerGraphQL(asked: Asked, facts: RequestFacts): Promise<Answer | Refusal> {
    const type = refuseMethod(asked) ?? answerTypeOf(asked);
    if (typeof type === 'object') return type;
    const received = await receive(asked, facts);
    if (isRefusal(received)) return received;
    const { exchange, question } = received;
    try {
      return revalidated(await answerQuestion(asked, question, exchange, type), asked);
    } finally {
      exchange.session.end();
      facts.upstreamCalls = exchange.session.callCount;
      audit(facts, exchange.viewer, exchange.customerIds);
    }
  }

  async function answerExplain(asked: Asked, facts: RequestFacts): Promise<Answer | Refusal> {
    if (asked.method !== 'POST') return explainTakesPost;
    const received = await receive(asked, facts);
    if (isRefusal(received)) return received;
    const { exchange, question } = received;
    const explanation = explanationOf(question, exchange.viewer, { schema, documentOf, trusted, limits: config });
    return isRefusal(explanation) ? explanation : jsonAnswer(explanation);
  }

  async function answerContract(asked: Asked, facts: RequestFacts): Promise<Answer | Refusal> {
    if (asked.method !== 'GET') return contractTakesGet;
    const admitted = await open(asked, facts);
    if (isRefusal(admitted)) return admitted;
    return jsonAnswer({ mode: config.contractCheck, endpoints: contractFound?.() ?? [] });
  }

  /** The one admission of whatever is asked of the schema: the form of the body, who asks, and how often; then it is read. */
  async function receive(asked: Asked, facts: RequestFacts): Promise<Received | Refusal> {
    const isGet = asked.method === 'GET';
    const refusal = isGet ? undefined : refuseBody(asked);
    if (refusal !== undefined) return refusal;
    const exchange = await open(asked, facts);
    if (isRefusal(exchange)) return exchange;
    const question = isGet ? readAddress(asked) : await readBody(asked, config.maxRequestBytes);
    return isRefusal(question) ? question : { exchange, question };
  }

  /** Tells who asks and readies upstream for them, or why not. */
  async function open(asked: Asked, facts: RequestFacts): Promise<Exchange | Refusal> {
    const known = authenticate(asked, options);
    const viewer = known instanceof Promise ? await known : known;
    if ('code' in viewer) return viewer;
    facts.viewer = viewer.kind;
    if (options.rate !== null) {
      const { headers, refusal } = await options.rate.count(viewer, asked);
      Object.assign(facts.headers, headers);
      if (refusal !== undefined) return refusal;
    }
    const { customerIds, note } = createNoted();
    const session = options.upstream.session({
      token: viewer.token,
      requestId: facts.requestId,
      deadline: Date.now() + config.requestTimeout,
      budget: config.upstreamCallBudget,
      onAnswer: note,
      ...traceOf(asked.headers),
    });
    asked.departure.on(session.end);
    return { viewer, session, customerIds, facts, isLegacy: isLegacy(asked.headers['accept']) };
  }

  async function answer(asked: Asked): Promise<Answer> {
    const requestId = requestIdOf(asked.headers);
    try {
      const page = asked.method === 'GET' ? await pageOf(asked) : undefined;
      const given = page ?? (await route(asked, requestId));
      return await compressed(finished(given, requestId), asked.headers['accept-encoding']);
    } catch (error) {
      logUnexpected(log, requestId, error);
      const told = refusalAnswer({ code: 'INTERNAL', message: 'Unexpected error.' }, requestId);
      return finished(withHeaders(told, corsHeaders(asked, corsOrigins)), requestId);
    }
  }

  return {
    answer,
    ready,
    corsHeaders: (headers) => corsHeaders({ headers }, corsOrigins),
    drain: () => {
      draining = true;
    },
    fetch: (request) =>
      followed(request.signal, async (departure) => toResponse(await answer(fromRequest(request, departure)))),
  };
}

/** A request that was let in, and what it asks. */
interface Received {
  readonly exchange: Exchange;
  readonly question: Question;
}

/** Status in the log of a request that nobody waited for; nginx gave it this meaning. */
const clientLeft = 499;
