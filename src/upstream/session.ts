import { setTimeout as sleep } from 'node:timers/promises';
import { version } from '../kernel/version.ts';
import { readAnswer, readFailure } from './answer.ts';
import { checkBody } from './check-body.ts';
import type { Circuit, Pass } from './circuit.ts';
import type { Endpoint, EndpointName, InputOf, ItemOf, PagedEndpointName, ResultOf, Service } from './endpoint.ts';
import { UpstreamError } from './errors.ts';
import { guardAnswer } from './guard-answer.ts';
import type { Http, HttpAnswer, HttpRequest } from './http.ts';
import { acceptedEncodings } from './inflate.ts';
import { createLimiter, type Limiter } from './limiter.ts';
import { type Page, pageRequest, type Window } from './page.ts';
import type { PauseWatch } from './pause-watch.ts';
import type { Reports } from './reports.ts';
import { fillPath, queryString } from './request-path.ts';
import type { RetryBudget } from './retry-budget.ts';

/** The upstream services as one GraphQL request may use them: with its caller's token, deadline, budget and abort signal. */
export interface UpstreamSession {
  /**
   * Calls an endpoint and returns the JSON it answers, undefined where it answers without a body.
   *
   * @throws UpstreamError when it does not answer with success
   * @throws InputError when a path parameter is not a valid id or the body is not what the contract asks for
   */
  call<const Id extends EndpointName>(endpoint: Endpoint<Id>, input: InputOf<Id>): Promise<ResultOf<Id>>;

  /**
   * Reads one page of a list. `limit` and `starting_after` of the input are set from the window.
   *
   * @throws UpstreamError and InputError as `call` does
   */
  page<const Id extends PagedEndpointName>(
    endpoint: Endpoint<Id>,
    input: InputOf<Id>,
    window: Window,
  ): Promise<Page<ItemOf<Id>>>;

  /** Upstream calls made so far, retries included. */
  readonly callCount: number;
}

/** What one GraphQL request brings along. */
export interface SessionOptions {
  /** The caller's access token; null: none is sent. */
  readonly token: string | null;
  readonly requestId: string;
  /** Aborts every call when the client goes away, but writes that were sent: they run to their own deadline. */
  readonly signal: AbortSignal;
  /** When the whole request must be done, in milliseconds of `Date.now()`. */
  readonly deadline: number;
  /** Upstream calls that the request may make, retries included. */
  readonly budget: number;
  readonly traceparent?: string;
  readonly tracestate?: string;
}

/** The way to one service, for the life of the process. Connections are its own: one that hangs cannot use up another's. */
export interface ServiceLine {
  readonly http: Http;
  readonly circuit: Circuit;
  readonly retries: RetryBudget;
}

/** What a session shares with all others. */
export interface SessionParts {
  readonly accountId: string;
  /** Milliseconds that one call may take. */
  readonly callTimeout: number;
  /** Calls at once per service. */
  readonly concurrency: number;
  /** Path of the base URL, without a slash at its end. */
  readonly basePath: string;
  /** Whether answers are left as they are, whatever types their values have. */
  readonly asItIs: boolean;
  readonly lineTo: (service: Service) => ServiceLine;
  readonly pauses: PauseWatch;
  readonly reports: Reports;
}

/** A call that had less milliseconds than this says nothing about its service when the time is up. */
const fairTime = 1_000;

/** A request without the time it may take. */
interface SessionRequest extends Omit<HttpRequest, 'timeout' | 'signal'> {
  /** Parameters of the path, which the answer is held to. */
  readonly parameters: object;
}

/** An answer with success. */
type Answered = Pick<HttpAnswer, 'headers'> & { readonly json: unknown };

/** What every call takes, whatever its endpoint. */
interface AnyInput {
  readonly path?: object | undefined;
  readonly query?: object | undefined;
  readonly header?: object | undefined;
  readonly body?: unknown;
}

/** The upstream services for one GraphQL request. */
export function createSession(parts: SessionParts, options: SessionOptions): UpstreamSession {
  const limiters = new Map<Service, Limiter>();
  /** Services of which this request has told whether they are there: it does so once, however many calls it makes. */
  const judged = new Set<Service>();
  /** Calls of one caller share its turns, whichever of its requests they are for. */
  const asker = options.token ?? options;
  let callCount = 0;

  function limiterOf(service: Service): Limiter {
    let known = limiters.get(service);
    if (known === undefined) {
      known = createLimiter(parts.concurrency);
      limiters.set(service, known);
    }
    return known;
  }

  async function call(endpoint: Endpoint, { path, query, header, body }: AnyInput): Promise<Answered> {
    const target = parts.basePath + fillPath(endpoint.path, parts.accountId, path ?? {}) + queryString(query ?? {});
    if (body !== undefined) checkBody(endpoint.name, body);
    const text = body === undefined ? null : JSON.stringify(body);
    const headers = { ...header, ...headersOf(options, text !== null) };
    const request = {
      method: endpoint.method,
      path: target,
      headers,
      body: text,
      keepOnceSent: !endpoint.read,
      parameters: path ?? {},
    };
    try {
      const answer = await limiterOf(endpoint.service)(() => callTwiceAtMost(endpoint, request));
      if (!endpoint.read && options.signal.aborted) parts.reports.unheard(endpoint, options.requestId, body, 'DONE');
      return answer;
    } catch (error) {
      parts.reports.failed(endpoint, error);
      if (!endpoint.read && options.signal.aborted && error instanceof UpstreamError) {
        parts.reports.unheard(endpoint, options.requestId, body, error.outcome ?? 'REFUSED');
      }
      throw error;
    }
  }

  async function callTwiceAtMost(endpoint: Endpoint, request: SessionRequest): Promise<Answered> {
    const { retries } = parts.lineTo(endpoint.service);
    retries.deposit();
    const pass = admit(endpoint);
    try {
      return await callOnce(endpoint, request, pass);
    } catch (error) {
      if (!isWorthRetrying(endpoint, error) || callCount >= options.budget) throw error;
      const pause = 20 + Math.random() * 80;
      if (Date.now() + pause >= options.deadline || !retries.withdraw()) throw error;
      await sleep(pause);
    }
    return callOnce(endpoint, request, admit(endpoint));
  }

  /** Throws where a call may not be made any more. */
  function admit(endpoint: Endpoint): Pass {
    if (options.signal.aborted) throw notSent(endpoint, 'aborted');
    if (Date.now() >= options.deadline) throw notSent(endpoint, 'timeout');
    if (callCount >= options.budget) throw notSent(endpoint, 'budget');
    const pass = parts.lineTo(endpoint.service).circuit.enter();
    if (pass === undefined) throw notSent(endpoint, 'unavailable');
    return pass;
  }

  async function callOnce(endpoint: Endpoint, sent: SessionRequest, pass: Pass): Promise<Answered> {
    const { parameters, ...request } = sent;
    const { http } = parts.lineTo(endpoint.service);
    const startedAt = performance.now();
    const timeout = Math.min(parts.callTimeout, options.deadline - Date.now());
    callCount += 1;
    try {
      const answer = await http.send({ ...request, timeout, signal: options.signal, asker }).catch((error: unknown) => {
        throw readFailure(endpoint, error);
      });
      parts.reports.answered(endpoint, answer);
      const json = readAnswer(endpoint, parameters, answer);
      judge(endpoint, pass, false);
      if (!parts.asItIs) guardAnswer(endpoint, json);
      return { json, headers: answer.headers };
    } catch (error) {
      const down = isDown(error);
      const isShort = timeout < Math.min(fairTime, parts.callTimeout);
      const kind = error instanceof UpstreamError ? error.kind : undefined;
      const tellsNothing =
        kind === 'aborted' || (kind === 'timeout' && isShort) || (down && parts.pauses.pausedSince(startedAt));
      if (!tellsNothing) judge(endpoint, pass, down);
      throw error;
    }
  }

  function judge({ service }: Endpoint, pass: Pass, down: boolean): void {
    if (!pass.probe && judged.has(service)) return;
    judged.add(service);
    pass.end(down);
  }

  const session: UpstreamSession = {
    get callCount() {
      return callCount;
    },
    // The contract is what ties an answer to its endpoint's type; nothing checks it at run time.
    call: async (endpoint, input) => (await call(endpoint, input)).json as never,
    async page(endpoint, input, window) {
      const { query, read } = pageRequest(endpoint, window);
      const anyInput: AnyInput = input;
      const { json, headers } = await call(endpoint, { ...anyInput, query: { ...anyInput.query, ...query } });
      try {
        // As above: that they are objects is checked, which members they have is the contract's word.
        return read(json, headers) as Page<never>;
      } catch (error) {
        parts.reports.failed(endpoint, error);
        throw error;
      }
    },
  };
  return session;
}

function headersOf(
  { token, requestId, traceparent, tracestate }: SessionOptions,
  hasBody: boolean,
): Record<string, string> {
  return {
    accept: 'application/json',
    'accept-encoding': acceptedEncodings,
    'user-agent': `dintero-graphql/${version}`,
    'x-request-id': requestId,
    ...(token !== null && { authorization: `Bearer ${token}` }),
    ...(hasBody && { 'content-type': 'application/json' }),
    ...(traceparent !== undefined && { traceparent }),
    ...(tracestate !== undefined && { tracestate }),
  };
}

const gatewayStatuses = new Set([502, 503, 504]);

/** Whether the service was not there: no connection, no answer, or a gateway that says so. A 500 is one call's own. */
function isDown(error: unknown): boolean {
  if (!(error instanceof UpstreamError)) return false;
  const { kind, status } = error;
  if (kind !== 'unavailable' && kind !== 'timeout') return false;
  return status === undefined || gatewayStatuses.has(status);
}

/** GET and HEAD only: connect errors, resets before the first byte, and the statuses that a gateway answers with. */
function isWorthRetrying({ method }: Endpoint, error: unknown): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  if (!(error instanceof UpstreamError) || error.kind !== 'unavailable') return false;
  return error.status === undefined || gatewayStatuses.has(error.status);
}

function notSent({ name, service }: Endpoint, kind: 'aborted' | 'timeout' | 'budget' | 'unavailable'): UpstreamError {
  return new UpstreamError({ kind, endpoint: name, service, outcome: 'NOT_SENT' });
}
