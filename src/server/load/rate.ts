import { createHash } from 'node:crypto';
import type { RateLimiterRes } from 'rate-limiter-flexible';
import type { Viewer } from '../../auth/viewer.ts';
import type { Notify } from '../../kernel/notices.ts';
import type { HttpRequest } from '../http/request.ts';
import type { Refusal } from '../http/response.ts';
import { type AddressOptions, createAddressOf } from './address.ts';
import { type Counter, openStore } from './store.ts';

/** The result of counting a request. */
export interface Counted {
  /** `ratelimit-…` headers of the answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined: there were not too many. */
  readonly refusal: Refusal | undefined;
}

/** Counts requests of a viewer from an address. */
export interface Rate {
  count(viewer: Viewer, request: HttpRequest): Promise<Counted>;
  close(): Promise<void>;
}

/** How requests are counted. */
export interface RateOptions extends AddressOptions {
  /** Requests of one viewer from one address in a minute. */
  readonly perMinute: number;
  /** Where processes count together; null: each for itself. */
  readonly redisUrl: string | null;
  readonly notify: Notify;
}

/** Counts requests: in Redis or Valkey where there is one, which is done without while it is away, else in this process. */
export function createRate({ perMinute, redisUrl, notify, ...behind }: RateOptions): Rate {
  const addressOf = createAddressOf(behind);
  const opened = openCounter(perMinute, redisUrl, notify);
  return {
    count: async (viewer, asked) => {
      const key = keyOf(viewer, addressOf(asked));
      const { counter, isTooMany } = await opened;
      try {
        return { headers: headersOf(await counter.consume(key), perMinute), refusal: undefined };
      } catch (error) {
        if (!isTooMany(error)) throw error;
        return { headers: headersOf(error, perMinute), refusal: tooMany(error, perMinute) };
      }
    },
    close: async () => (await opened).counter.close(),
  };
}

/** What counts. Loaded where it is used: it would make every start slower. */
async function openCounter(points: number, redisUrl: string | null, notify: Notify) {
  const { RateLimiterMemory, RateLimiterRes } = await import('rate-limiter-flexible');
  const options = { points, duration: 60 };
  const memory = new RateLimiterMemory(options);
  const local: Counter = { consume: (key) => memory.consume(key), close: () => {} };
  return {
    counter: redisUrl === null ? local : await openStore(redisUrl, options, local, notify),
    isTooMany: (error: unknown) => error instanceof RateLimiterRes,
  };
}

function tooMany({ msBeforeNext }: RateLimiterRes, perMinute: number): Refusal {
  const retryAfter = Math.max(1, Math.ceil(msBeforeNext / 1_000));
  return {
    code: 'RATE_LIMITED',
    message: `More than ${perMinute} requests in a minute.`,
    headers: { 'retry-after': String(retryAfter) },
    facts: { retryAfter },
  };
}

/** Who asks, whichever of their tokens they send. Hashed, so that the store holds nobody's name or address. */
function keyOf({ kind, accountId, customerId, subject, token }: Viewer, address: string | null): string {
  return createHash('sha256')
    .update(JSON.stringify([kind, accountId, customerId ?? subject ?? token, address]))
    .digest('base64url');
}

function headersOf({ remainingPoints, msBeforeNext }: RateLimiterRes, perMinute: number): Counted['headers'] {
  return {
    'ratelimit-limit': String(perMinute),
    'ratelimit-remaining': String(Math.max(0, remainingPoints)),
    'ratelimit-reset': String(Math.ceil(msBeforeNext / 1_000)),
  };
}
