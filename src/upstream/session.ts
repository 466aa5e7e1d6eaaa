import { setTimeout as sleep } from 'node:timers/promises';
import { holdTo } from '../kernel/limit-error.ts';
import { readAnswer, readFailure } from './answer.ts';
import { checkBody } from './check-body.ts';
import type { Pass } from './circuit.ts';
import type { Endpoint, EndpointName, InputOf, ItemOf, PagedEndpointName, ResultOf, Service } from './endpoint.ts';
import { isDown, isWorthRetrying, notSent, UpstreamError } from './errors.ts';
import { guardAnswer } from './guard-answer.ts';
import { type HttpAnswer, HttpError, type UpstreamRequest } from './http.ts';
import { longAnswer, ownTurn } from './own-turn.ts';
import { type Page, pageRequest, type Window } from './page.ts';
import type { PauseWatch } from './pause-watch.ts';
import type { Reports } from './reports.ts';
import { headersFor } from './request-headers.ts';
import { composed, fillPath, queryString } from './request-path.ts';
import type { ServiceLine } from './services.ts';
import { createTurns, type Turns } from './turns.ts';
import type { CallsWatch, TryFacts } from './watch.ts';

/** The upstream services for one GraphQL request: with its caller's token, its deadline and its budget of calls. */
export interface UpstreamSession {
  /**
   * Calls an endpoint and returns the JSON of its answer; undefined if the answer has no body.
   *
   * @throws UpstreamError if it does not answer with success
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

  /** Upstream calls made so far, including retries. */
  readonly callCount: number;

  /**
   * Aborts the calls that still run, because nobody waits for them: the answer is complete, or the client has gone. Writes that
   * were sent continue until their own deadline.
   */
  end(): void;
}

/** Settings of a session, from its GraphQL request. */
export interface SessionOptions {
  /** The caller's access token; null: none is sent. */
  readonly token: string | null;
  readonly requestId: string;
  /** When the whole request must be finished, in milliseconds of `Date.now()`. */
  readonly deadline: number;
  /** Largest number of upstream calls, including retries. */
  readonly budget: number;
  readonly traceparent?: string;
  readonly tracestate?: string;
  /** Told of every answer with success, or the rows of a page, with the path's parameters; must return at once. */
  readonly onAnswer?: (path: object | undefined, answer: unknown) => void;
  /** Default: nothing is told about calls. */
  readonly watch?: CallsWatch | null;
}

/** What a session shares with all others. */
export interface SessionParts {
  readonly accountId: string;
  /** Most bytes that all reads of one request may receive. */
  readonly maxHeldBytes: number;
  /** Milliseconds that one call may take. */
  readonly callTimeout: number;
  /** Calls at once per service. */
  readonly concurrency: number;
  /** Whether answers are returned unchanged, even if values have the wrong type. */
  readonly asItIs: boolean;
  readonly lineTo: (service: Service) => ServiceLine;
  readonly pauses: PauseWatch;
  readonly reports: Reports;
}

/** A call that had less time than this, in milliseconds, and timed out says nothing about its service. */
const fairTime = 1_000;

/** A request without its timeout. */
type SessionRequest = Omit<UpstreamRequest, 'timeout'> & TryFacts;

/** An answer with success. */
type Answered = Pick<HttpAnswer, 'headers'> & { readonly json: unknown };

/** The input of a call of any endpoint. */
interface AnyInput {
  readonly path?: object | undefined;
  readonly query?: object | undefined;
  readonly header?: object | undefined;
  readonly body?: unknown;
}

/** The upstream services for one GraphQL request. */
export function createSession(parts: SessionParts, options: SessionOptions): UpstreamSession {
  const turns = new Map<Service, Turns>();
  /** Services that this request has reported to their circuit as up or down: once per service, however many calls it makes. */
  const judged = new Set<Service>();
  /** Calls with the same token share turns, also across requests; without a token, the calls of one request do. */
  const asker = options.token ?? options.requestId;
  const headersOf = headersFor(options);
  const running = new Set<() => void>();
  let over = false;
  /** Bytes of upstream responses so far: what is parsed from them stays in memory until the request ends. */
  let held = 0;

  function end(): void {
    over = true;
    for (const endIt of running) endIt();
  }

  function turnsAt(service: Service): Turns {
    let known = turns.get(service);
    if (known === undefined) {
      known = createTurns(parts.concurrency);
      turns.set(service, known);
    }
    return known;
  }

  async function call(endpoint: Endpoint, { path, query, header, body }: AnyInput): Promise<Answered> {
    const { basePath } = parts.lineTo(endpoint.service);
    const target = basePath + fillPath(endpoint.path, parts.accountId, path ?? {}) + queryString(query ?? {});
    // A write's body was checked with the input of its mutation.
    if (endpoint.read && body !== undefined) checkBody(endpoint.name, body);
    const text = body === undefined ? null : JSON.stringify(body, composed);
    const request = {
      method: endpoint.method,
      path: target,
      headers: headersOf(endpoint, header, text !== null),
      body: text,
      running,
      keepOnceSent: !endpoint.read,
      asker,
      isEarly: options.watch?.isEarly ?? false,
      isRetry: false,
    };
    const own = turnsAt(endpoint.service);
    await new Promise<void>((begin) => own.take('', begin));
    try {
      const answer = await callTwiceAtMost(endpoint, request, { path, query });
      if (!endpoint.read && over) parts.reports.unheard(endpoint, options.requestId, body, 'DONE');
      return answer;
    } catch (error) {
      parts.reports.failed(endpoint, error);
      if (!endpoint.read && over && error instanceof UpstreamError) {
        parts.reports.unheard(endpoint, options.requestId, body, error.outcome ?? 'REFUSED');
      }
      throw error;
    } finally {
      own.leave();
    }
  }

  /** @param asked what the answer is held to */
  async function callTwiceAtMost(endpoint: Endpoint, request: SessionRequest, asked: AnyInput): Promise<Answered> {
    const { retries } = parts.lineTo(endpoint.service);
    retries.deposit();
    const pass = admit(endpoint);
    try {
      return await callOnce(endpoint, request, asked, pass);
    } catch (error) {
      if (!isWorthRetrying(endpoint.method, error) || session.callCount >= options.budget) throw error;
      const pause = 20 + Math.random() * 80;
      if (Date.now() + pause >= options.deadline || !retries.withdraw()) throw error;
      await sleep(pause);
    }
    return await callOnce(endpoint, { ...request, isRetry: true }, asked, admit(endpoint));
  }

  /** @throws UpstreamError if no more calls may be made */
  function admit(endpoint: Endpoint): Pass {
    if (over) throw notSent(endpoint, 'aborted');
    if (Date.now() >= options.deadline) throw notSent(endpoint, 'timeout');
    if (session.callCount >= options.budget) throw notSent(endpoint, 'budget');
    const pass = parts.lineTo(endpoint.service).circuit.enter();
    if (pass === undefined) throw notSent(endpoint, 'unavailable');
    return pass;
  }

  async function callOnce(endpoint: Endpoint, request: SessionRequest, asked: AnyInput, pass: Pass): Promise<Answered> {
    const { http } = parts.lineTo(endpoint.service);
    const startedAt = performance.now();
    const timeout = Math.min(parts.callTimeout, options.deadline - Date.now());
    session.callCount += 1;
    const tried = options.watch?.startTry(endpoint, request);
    const headers = tried === undefined ? request.headers : { ...request.headers, ...tried.headers };
    try {
      const answer = await http.send({ ...request, headers, timeout, onBegin: tried?.begun });
      held += answer.body.length;
      // The result of a write must not be lost.
      if (endpoint.read) holdTo('bytes of the services in one request', parts.maxHeldBytes, held);
      if (answer.body.length > longAnswer) await ownTurn();
      if (endpoint.read && over) throw notSent(endpoint, 'aborted');
      parts.reports.answered(endpoint, answer);
      const json = readAnswer(endpoint, asked, answer);
      judge(endpoint, pass, false);
      if (!parts.asItIs) guardAnswer(endpoint, json);
      tried?.ended(answer.status, null);
      return { json, headers: answer.headers };
    } catch (thrown) {
      const error = thrown instanceof HttpError ? readFailure(endpoint, thrown) : thrown;
      const down = isDown(error);
      const isShort = timeout < Math.min(fairTime, parts.callTimeout);
      const kind = error instanceof UpstreamError ? error.kind : undefined;
      tried?.ended(error instanceof UpstreamError ? (error.status ?? null) : null, kind ?? 'limit');
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

  // A member, not a getter: V8 would keep the getter, and with it all that the request read, until its next full collection.
  const session: UpstreamSession & { callCount: number } = {
    callCount: 0,
    end,
    async call<const Id extends EndpointName>(endpoint: Endpoint<Id>, input: InputOf<Id>) {
      const anyInput: AnyInput = input;
      const { json } = await call(endpoint, anyInput);
      options.onAnswer?.(anyInput.path, json);
      // The contract is what ties an answer to its endpoint's type: `guardAnswer` holds it to that.
      return json as ResultOf<Id>;
    },
    async page<const Id extends PagedEndpointName>(endpoint: Endpoint<Id>, input: InputOf<Id>, window: Window) {
      const anyInput: AnyInput = input;
      const { query, read } = pageRequest(endpoint, window, anyInput.query);
      const { json, headers } = await call(endpoint, { ...anyInput, query: { ...anyInput.query, ...query } });
      try {
        // As above.
        const page = read(json, headers) as Page<ItemOf<Id>>;
        options.onAnswer?.(anyInput.path, page.items);
        return page;
      } catch (error) {
        parts.reports.failed(endpoint, error);
        throw error;
      }
    },
  };
  return session;
}
