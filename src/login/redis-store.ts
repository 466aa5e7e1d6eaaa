import { Redis } from 'ioredis';
import type { LoginStore } from './store.ts';

const counting = `local sum = redis.call('INCR', KEYS[1])
if sum == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return sum`;

/** A store that processes share. */
export interface RedisStore extends LoginStore {
  /** Ends the connection. */
  close(): void;
}

/**
 * Keeps everything in a Redis (6.2 or later) or Valkey.
 *
 * @param url `redis://:password@host:6379`
 */
export function redisStore(url: string): RedisStore {
  // A log-in that waits for a store that is away is answered with 503 soon.
  const redis = new Redis(url, { keyPrefix: 'login:', commandTimeout: 1_000, maxRetriesPerRequest: 1 });
  // Without a listener it would end the process; each command that fails tells of it anyway.
  redis.on('error', () => {});
  return {
    get: (key) => redis.get(key),
    async set(key, text, seconds) {
      await redis.set(key, text, 'EX', seconds);
    },
    add: async (key, text, seconds) => (await redis.set(key, text, 'EX', seconds, 'NX')) === 'OK',
    take: (key) => redis.getdel(key),
    count: async (key, seconds) => Number(await redis.eval(counting, 1, key, seconds)),
    close: () => redis.disconnect(),
  };
}
