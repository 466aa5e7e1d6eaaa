import { setTimeout as sleep } from 'node:timers/promises';
import type { Upstream } from '../upstream/client.ts';
import { type HttpResponse, jsonResponse } from './http/response.ts';

/** Whether this server should get requests. It decides by its own state: what upstream is like is the same for all servers. */
export interface Readiness {
  readonly ready: boolean;
  /** Whether there are keys to verify tokens with. */
  readonly keys: boolean;
  /** Whether upstream answers soon; told, and no reason to say no. */
  readonly upstream: boolean;
  readonly draining: boolean;
}

/** Milliseconds that `/ready` waits for upstream, which counts as away after them: probes give up after a second. */
const patience = 400;
const unheld = { ref: false };

/** Health checks for load balancers. */
export interface Health {
  ready(): Promise<Readiness>;
  /** The answer at `/health`. */
  answerLive(): HttpResponse;
  /** The answer at `/ready`. */
  answerReady(): Promise<HttpResponse>;
  /** From now on `/ready` answers 503, so that load balancers send no new requests. */
  drain(): void;
}

/** Makes what balancers ask; `keysReady`: whether keys to verify tokens with are known. */
export function createHealth(upstream: Upstream, keysReady: () => boolean): Health {
  let draining = false;

  async function ready(): Promise<Readiness> {
    const keys = keysReady();
    const isUp = await Promise.race([
      upstream.outage().then((outage) => outage === null),
      sleep(patience, false, unheld),
    ]);
    return { ready: keys && !draining, keys, upstream: isUp, draining };
  }

  return {
    ready,
    answerLive: () => jsonResponse({ live: true }),
    answerReady: async () => {
      const readiness = await ready();
      return jsonResponse(readiness, readiness.ready ? 200 : 503);
    },
    drain: () => {
      draining = true;
    },
  };
}
