import type { Redis } from 'ioredis';
import { faultOf } from '../../kernel/fault.ts';
import type { Notify } from '../../kernel/notices.ts';

/** Milliseconds until a store that does not answer is taken for away. */
const storeTimeout = 500;

/** Connects to the Redis or Valkey that keeps locks, which is loaded where it is used: it would make every start slower. */
export async function connectToLocks(url: string, notify: Notify): Promise<Redis> {
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, { commandTimeout: storeTimeout, maxRetriesPerRequest: 1 });
  // Without a listener it would end the process. The message may hold the address, which may hold a password.
  redis.on('error', (error: Error) => {
    const fault = faultOf(error);
    notify('the store of locks cannot be reached', String(fault), { fault });
  });
  return redis;
}
