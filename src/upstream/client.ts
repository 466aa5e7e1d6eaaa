import type { EgressProxy } from '../kernel/egress-proxy.ts';
import { createCircuit } from './circuit.ts';
import { endpointTable } from './contract/endpoints.ts';
import type { Service } from './endpoint.ts';
import { createHttp, type Http, HttpError } from './http.ts';
import { watchPauses } from './pause-watch.ts';
import { createReports, type ReportOptions } from './reports.ts';
import { createRetryBudget } from './retry-budget.ts';
import { addressOf, type BaseUrls, type ServiceLine } from './services.ts';
import { createSession, type SessionOptions, type UpstreamSession } from './session.ts';

/** Settings of the upstream client. */
export interface UpstreamOptions extends BaseUrls, ReportOptions {
  readonly accountId: string;
  /** Timeout of one call in milliseconds, default 10,000. */
  readonly callTimeout?: number;
  /** Largest answer in bytes, default 8 MiB. The reads of one request may come to four times as much. */
  readonly maxBodyBytes?: number;
  /** Concurrent calls per service within one request, default 16. */
  readonly concurrency?: number;
  /** Connections per service, default 128. */
  readonly connections?: number;
  /** Proxy that all services are called through; default none. */
  readonly proxy?: EgressProxy | null | undefined;
  /** Whether answers are returned unchanged, to find out what is wrong with them; default false. */
  readonly asItIs?: boolean;
}

/** Why the services cannot be used. */
export interface Outage {
  /** `path`: 404 for a path that every account has, so that the base address or the account is wrong. */
  readonly reason: HttpError['reason'] | 'path';
  /** Why the connection failed, in Node's word; null where none did. */
  readonly fault: string | null;
}

/** The upstream services, for the life of the process. */
export interface Upstream {
  session(options: SessionOptions): UpstreamSession;
  /** Why the services cannot be used; null: they answer at the account's address. Remembered for 3 seconds. */
  outage(): Promise<Outage | null>;
  /** Services whose circuit is open: they are not called but for a probe each second. */
  openCircuits(): readonly Service[];
  /** Closes all connections; calls in flight fail. */
  close(): Promise<void>;
}

/** Opens the upstream client. Connections are opened when they are needed. */
export function createUpstream({
  accountId,
  callTimeout = 10_000,
  maxBodyBytes = 8 * 1024 * 1024,
  concurrency = 16,
  connections = 128,
  proxy,
  asItIs = false,
  ...rest
}: UpstreamOptions): Upstream {
  const probed = addressOf('auth', rest, accountId);
  const probe = createHttp({ origin: probed.origin, connections: 1, maxBodyBytes, proxy });
  const lines = new Map<Service, ServiceLine>();
  const pauses = watchPauses();
  const reports = createReports(rest);

  function lineTo(service: Service): ServiceLine {
    let known = lines.get(service);
    if (known === undefined) {
      const { origin, basePath } = addressOf(service, rest, accountId);
      known = {
        basePath,
        http: createHttp({ origin, connections, maxBodyBytes, proxy }),
        circuit: createCircuit(),
        retries: createRetryBudget(),
      };
      lines.set(service, known);
    }
    return known;
  }

  return {
    session: (options) =>
      createSession(
        { accountId, callTimeout, concurrency, asItIs, lineTo, pauses, reports, maxHeldBytes: 4 * maxBodyBytes },
        options,
      ),
    outage: remembered(() => outageOf(probe, `${probed.basePath}${keysPath.replace('{oid}', accountId)}`), 3_000),
    openCircuits: () => [...lines].filter(([, { circuit }]) => circuit.isOpen()).map(([service]) => service),
    async close() {
      pauses.stop();
      await Promise.all([probe, ...[...lines.values()].map(({ http }) => http)].map((http) => http.close()));
    },
  };
}

// It needs a token, which the question does not bring: a service that is there refuses it.
const keysPath = endpointTable.listKeys.path;

async function outageOf(http: Http, path: string): Promise<Outage | null> {
  try {
    const { status } = await http.send({ method: 'GET', path, headers: {}, body: null, timeout: 2_000 });
    return status === 404 ? { reason: 'path', fault: null } : null;
  } catch (error) {
    if (error instanceof HttpError) return error;
    throw error;
  }
}

/** Calls `ask` at most once per `duration` milliseconds, which must be longer than one call takes. */
function remembered<Answer>(ask: () => Promise<Answer>, duration: number): () => Promise<Answer> {
  let answer: Promise<Answer> | undefined;
  let until = 0;
  return () => {
    if (answer === undefined || performance.now() >= until) {
      answer = ask();
      until = performance.now() + duration;
    }
    return answer;
  };
}
