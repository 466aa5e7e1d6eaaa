import type { Viewer } from '../auth/viewer.ts';
import type { Upstream } from '../upstream/client.ts';
import type { UpstreamSession } from '../upstream/session.ts';
import { createNoted, type Noted } from './audit/audit.ts';
import { type Authentication, authenticate } from './authenticate.ts';
import { type RequestFacts, traceOf } from './facts.ts';
import { refuseBody } from './http/media.ts';
import { type GraphQLParams, readAddress, readBody } from './http/params.ts';
import type { HttpRequest } from './http/request.ts';
import { isRefusal, type Refusal } from './http/response.ts';
import type { Rate } from './load/rate.ts';

/** What the admission is made of. */
export interface AdmissionOptions extends Authentication {
  readonly upstream: Upstream;
  /** Null: no rate limit. */
  readonly rate: Rate | null;
  readonly config: Authentication['config'] & {
    /** Milliseconds. */
    readonly requestTimeout: number;
    /** Most upstream calls of one request. */
    readonly upstreamCallBudget: number;
    /** Largest request body, in bytes. */
    readonly maxRequestBytes: number;
  };
}

/** An admitted request. */
export interface Admitted {
  readonly viewer: Viewer;
  readonly session: UpstreamSession;
  readonly customerIds: Noted['customerIds'];
}

/** An admitted request with its GraphQL parameters. */
export interface Received extends Admitted {
  readonly asked: GraphQLParams;
}

/** Admits requests for `/graphql` and `/explain`. */
export interface Admission {
  /** Authenticates the caller, applies the rate limit and opens an upstream session, or returns a refusal. */
  open(request: HttpRequest, facts: RequestFacts): Promise<Admitted | Refusal>;
  /**
   * The same, and reads the GraphQL parameters. The content type is checked before authentication, the body is read
   * after it.
   */
  receive(request: HttpRequest, facts: RequestFacts): Promise<Received | Refusal>;
}

/** Makes the admission. */
export function createAdmission(options: AdmissionOptions): Admission {
  const { config, upstream, rate } = options;

  async function open(request: HttpRequest, facts: RequestFacts): Promise<Admitted | Refusal> {
    const startedAt = performance.now();
    const viewer = await authenticate(request, facts, options);
    if (facts.watch !== null) facts.times.verify = performance.now() - startedAt;
    if ('code' in viewer) return viewer;
    facts.viewer = viewer.kind;
    if (rate !== null) {
      const { headers, refusal } = await rate.count(viewer, request);
      Object.assign(facts.headers, headers);
      if (refusal !== undefined) return refusal;
    }
    const { customerIds, note } = createNoted();
    const session = upstream.session({
      token: viewer.token,
      requestId: facts.requestId,
      deadline: Date.now() + config.requestTimeout,
      budget: config.upstreamCallBudget,
      onAnswer: note,
      watch: facts.watch,
      ...traceOf(request.headers),
    });
    return { viewer, session, customerIds };
  }

  return {
    open,
    async receive(request, facts) {
      const isGet = request.method === 'GET';
      const refusal = isGet ? undefined : refuseBody(request);
      if (refusal !== undefined) return refusal;
      const admitted = await open(request, facts);
      if (isRefusal(admitted)) return admitted;
      const asked = isGet ? readAddress(request) : await readBody(request, config.maxRequestBytes);
      return isRefusal(asked) ? asked : { ...admitted, asked };
    },
  };
}
