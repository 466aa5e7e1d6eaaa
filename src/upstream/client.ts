import { createCircuit } from './circuit.ts';
import { createHttp, type Http } from './http.ts';
import type { Service } from './operation.ts';
import { createRetryBudget } from './retry-budget.ts';
import { createSession, type ServiceHealth, type SessionOptions, type UpstreamSession } from './session.ts';

/** Settings of the upstream client. */
export interface UpstreamOptions {
  /** Base URL with the version: `https://api.dintero.com/v1`. */
  readonly baseUrl: string;
  readonly accountId: string;
  /** Milliseconds that one call may take. */
  readonly callTimeout: number;
  /** Bytes of an answer at most. */
  readonly maxBodyBytes: number;
  /** Calls at once per service within one request. */
  readonly concurrency: number;
  /** Connections at once in all. */
  readonly connections: number;
}

/** The upstream services, for the life of the process. */
export interface Upstream {
  session(options: SessionOptions): UpstreamSession;
  /** Whether upstream answers at all, whatever it answers; remembered for a few seconds. */
  reachable(): Promise<boolean>;
  /** Closes all connections; calls in flight fail. */
  close(): Promise<void>;
}

/** Opens the upstream client; connections are made when they are needed. */
export function createUpstream(options: UpstreamOptions): Upstream {
  const { origin, pathname } = new URL(options.baseUrl);
  const http = createHttp({ origin, connections: options.connections, maxBodyBytes: options.maxBodyBytes });
  const basePath = pathname.replace(/\/$/, '');
  const health = new Map<Service, ServiceHealth>();

  function healthOf(service: Service): ServiceHealth {
    let known = health.get(service);
    if (known === undefined) {
      const circuit = createCircuit({ failures: 10, openFor: 5_000, now: () => performance.now() });
      known = { circuit, retries: createRetryBudget() };
      health.set(service, known);
    }
    return known;
  }

  return {
    session: (session) => createSession({ ...options, basePath, http, healthOf }, session),
    reachable: remembered(() => answers(http, `${basePath}/`), 3_000),
    close: () => http.close(),
  };
}

async function answers(http: Http, path: string): Promise<boolean> {
  try {
    const signal = new AbortController().signal;
    await http.send({ method: 'GET', path, headers: {}, body: null, timeout: 2_000, signal });
    return true;
  } catch {
    return false;
  }
}

/** Asks at most once per `duration` milliseconds, and never twice at a time. */
function remembered(ask: () => Promise<boolean>, duration: number): () => Promise<boolean> {
  let answer: Promise<boolean> | undefined;
  let until = 0;
  return () => {
    if (answer === undefined || performance.now() >= until) {
      answer = ask();
      until = performance.now() + duration;
    }
    return answer;
  };
}
