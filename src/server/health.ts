import type { Upstream } from '../upstream/client.ts';
import { type HttpResponse, jsonResponse } from './http/response.ts';

/** Whether the server can do its work, and what is missing where it cannot. */
export interface Readiness {
  readonly ready: boolean;
  readonly keys: boolean;
  readonly upstream: boolean;
  readonly draining: boolean;
}

/** What balancers ask. */
export interface Health {
  ready(): Promise<Readiness>;
  /** The answer at `/health`. */
  answerLive(): HttpResponse;
  /** The answer at `/ready`. */
  answerReady(): Promise<HttpResponse>;
  /** From now on `/ready` says no, so that balancers send nothing new. */
  drain(): void;
}

/** Makes what balancers ask; `keysReady`: whether keys to verify tokens with are known. */
export function createHealth(upstream: Upstream, keysReady: () => boolean): Health {
  let draining = false;

  async function ready(): Promise<Readiness> {
    const keys = keysReady();
    const isUp = (await upstream.outage()) === null;
    return { ready: keys && isUp && !draining, keys, upstream: isUp, draining };
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
