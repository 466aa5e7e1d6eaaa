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

/** What requests are let in with. */
export interface AdmissionOptions extends Authentication {
  readonly upstream: Upstream;
  /** Null: requests are not counted. */
  readonly rate: Rate | null;
  readonly config: Authentication['config'] & {
    /** Milliseconds. */
    readonly requestTimeout: number;
    /** Calls that one request may make. */
    readonly upstreamCallBudget: number;
    /** Bytes of a body. */
    readonly maxRequestBytes: number;
  };
}

/** A request that was let in. */
export interface Admitted {
  readonly viewer: Viewer;
  readonly session: UpstreamSession;
  readonly customerIds: Noted['customerIds'];
}

/** A request that was let in, and what it asks for. */
export interface Received extends Admitted {
  readonly asked: GraphQLParams;
}

/** The one admission of whatever asks something of the schema. */
export interface Admission {
  /** Tells who asks, counts them, and opens a session upstream, or says why not. */
  open(request: HttpRequest, facts: RequestFacts): Promise<Admitted | Refusal>;
  /** The same, with what is asked for: the form of the body is looked at before, the body is read after it. */
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
