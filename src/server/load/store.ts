import type { RateLimiterRes } from 'rate-limiter-flexible';
import { faultOf } from '../../kernel/fault.ts';
import type { Notify } from '../../kernel/notices.ts';

/** Counts by key. Rejects with a `RateLimiterRes` where there were too many. */
export interface Counter {
  consume(key: string): Promise<RateLimiterRes>;
  close(): void;
}

/** How many are too many. */
export interface CounterOptions {
  readonly points: number;
  /** Seconds in which so many may come. */
  readonly duration: number;
}

/** Milliseconds until a store that does not answer is done without. */
const storeTimeout = 500;

/** Failures in a row, each of which a request waited for, after which none waits until the store answers again. */
const mostFailures = 3;

/** Milliseconds between two looks at a store that did not answer. */
const retryInterval = 1_000;

/**
 * A counter that all processes share, in Redis or Valkey at a URL. While it is away, `local` counts in its place.
 *
 * @param notify told why the store is away, by its URL never
 */
export async function openStore(
  url: string,
  { points, duration }: CounterOptions,
  local: Counter,
  notify: Notify,
): Promise<Counter> {
  const [{ Redis }, { RateLimiterRedis, RateLimiterRes }] = await Promise.all([
    import('ioredis'),
    import('rate-limiter-flexible'),
  ]);
  const redis = new Redis(url, { commandTimeout: storeTimeout, maxRetriesPerRequest: 1, enableOfflineQueue: false });
  const shared = new RateLimiterRedis({ storeClient: redis, points, duration, keyPrefix: 'dintero-graphql' });
  let failures = 0;
  let looking: NodeJS.Timeout | undefined;

  function back(): void {
    failures = 0;
    clearInterval(looking);
    looking = undefined;
  }

  function fail(error: unknown): void {
    const fault = storeFault(error);
    // Without a word of its own it only says that there is no connection, and why has been told.
    if (fault !== null) notify(messages.get(fault) ?? 'the store of rate limits cannot be reached', fault, { fault });
    failures += 1;
    if (failures >= mostFailures) looking ??= setInterval(() => redis.ping().then(back, fail), retryInterval).unref();
  }

  // Without a listener an error would end the process.
  redis.on('error', fail);
  redis.on('ready', back);
  return {
    async consume(key) {
      if (failures >= mostFailures) return local.consume(key);
      try {
        const counted = await shared.consume(key);
        failures = 0;
        return counted;
      } catch (error) {
        if (error instanceof RateLimiterRes) throw error;
        fail(error);
        return local.consume(key);
      }
    },
    close() {
      back();
      redis.disconnect();
    },
  };
}

const refused = 'the store of rate limits does not accept the name or password of REDIS_URL';

const messages: ReadonlyMap<string, string> = new Map([
  ['WRONGPASS', refused],
  ['NOAUTH', refused],
  ['NOPERM', refused],
  ['TIMEOUT', 'the store of rate limits does not answer'],
]);

/** Why the store is away in a word of Node's or the store's own; their messages may hold the address and the password. */
function storeFault(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (error.message === 'Command timed out') return 'TIMEOUT';
  const word = error.name === 'ReplyError' ? /^[A-Z]+(?= )/.exec(error.message)?.[0] : undefined;
  return word ?? faultOf(error);
}
