import type { RateLimiterRes } from 'rate-limiter-flexible';
import type { Notify } from '../../kernel/notices.ts';
import { openRedis } from './redis.ts';

/** Counts by key. Rejects with a `RateLimiterRes` where there were too many. */
export interface Counter {
  consume(key: string): Promise<RateLimiterRes>;
  close(): void;
}

/** Requests allowed per window. */
export interface CounterOptions {
  readonly points: number;
  /** Length of the window, in seconds. */
  readonly duration: number;
}

/** Failures in a row, each of which a request waited for, after which none waits until the store answers again. */
const mostFailures = 3;

/** Milliseconds between two attempts to reach a store that did not answer. */
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
  const [{ redis, tell }, { RateLimiterRedis, RateLimiterRes }] = await Promise.all([
    openRedis(url, 'rate limits', notify, false),
    import('rate-limiter-flexible'),
  ]);
  const shared = new RateLimiterRedis({ storeClient: redis, points, duration, keyPrefix: 'dintero-graphql' });
  let failures = 0;
  let looking: NodeJS.Timeout | undefined;

  function back(): void {
    failures = 0;
    clearInterval(looking);
    looking = undefined;
  }

  function fail(): void {
    failures += 1;
    if (failures >= mostFailures) looking ??= setInterval(() => redis.ping().then(back, tell), retryInterval).unref();
  }

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
        tell(error);
        fail();
        return local.consume(key);
      }
    },
    close() {
      back();
      redis.disconnect();
    },
  };
}
