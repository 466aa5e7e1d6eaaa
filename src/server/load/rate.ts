import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { RateLimiterRes } from 'rate-limiter-flexible';
import type { Viewer } from '../../auth/viewer.ts';
import { faultOf } from '../../kernel/fault.ts';
import type { Notify } from '../../kernel/notices.ts';
import type { Refusal } from '../http/answer.ts';

/** What came of counting a request. */
export interface Counted {
  /** `ratelimit-…` headers of the answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined: there were not too many. */
  readonly refusal: Refusal | undefined;
}

/** Counts requests of a viewer from an address. */
export interface Rate {
  count(viewer: Viewer, address: string | null): Promise<Counted>;
  close(): Promise<void>;
}

/** How requests are counted. */
export interface RateOptions {
  /** Requests of one viewer from one address in a minute. */
  readonly perMinute: number;
  /** Where processes count together; null: each for itself. */
  readonly redisUrl: string | null;
  readonly notify: Notify;
}

/** Seconds in which requests are counted. */
const window = 60;

/** Milliseconds until a store that does not answer is done without. */
const storeTimeout = 500;

/** Counts requests: in Redis or Valkey where there is one, which is done without while it is away, else in this process. */
export function createRate({ perMinute, redisUrl, notify }: RateOptions): Rate {
  const store = redisUrl === null ? null : connect(redisUrl, notify);
  const counter = openCounter(perMinute, store);
  return {
    count: async (viewer, address) => {
      const { consume, isTooMany } = await counter;
      try {
        return { headers: headersOf(await consume(keyOf(viewer, address)), perMinute), refusal: undefined };
      } catch (error) {
        if (!isTooMany(error)) throw error;
        return { headers: headersOf(error, perMinute), refusal: tooMany(error, perMinute) };
      }
    },
    close: async () => (await store)?.disconnect(),
  };
}

/** What counts. Loaded where it is used: it would make every start slower. */
async function openCounter(points: number, store: Promise<Redis> | null) {
  const { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } = await import('rate-limiter-flexible');
  const memory = new RateLimiterMemory({ points, duration: window });
  const limiter =
    store === null
      ? memory
      : new RateLimiterRedis({
          storeClient: await store,
          points,
          duration: window,
          keyPrefix: 'dintero-graphql',
          insuranceLimiter: memory,
        });
  return {
    consume: (key: string) => limiter.consume(key),
    isTooMany: (error: unknown) => error instanceof RateLimiterRes,
  };
}

async function connect(url: string, notify: Notify): Promise<Redis> {
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, {
    commandTimeout: storeTimeout,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
  });
  // Without a listener it would end the process. The message may hold the address, which may hold a password.
  redis.on('error', (error: Error) => {
    const fault = faultOf(error);
    notify('the store of rate limits cannot be reached', String(fault), { fault });
  });
  return redis;
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
