import { randomUUID } from 'node:crypto';
import type { Notify } from '../../kernel/notices.ts';
import { type Doubt, doubtTime, LockError, type MoneyLocks } from '../../loaders/money-locks.ts';
import { openRedis, type RedisConnection } from './redis.ts';

/** Where locks and doubts are kept. */
interface Store {
  /** Whether the lock was free, and is taken for as long as locks last. */
  take(key: string, token: string): Promise<boolean>;
  /** Releases a lock, if this process still holds it. */
  release(key: string, token: string): Promise<void>;
  read(paymentId: string): Promise<readonly string[]>;
  write(paymentId: string, name: string, text: string): Promise<void>;
  remove(paymentId: string, name: string): Promise<void>;
}

/** How locks are kept. */
export interface LockOptions {
  /** Where processes lock together; null: each for itself. */
  readonly redisUrl: string | null;
  readonly notify: Notify;
  readonly workers: number;
  /** Milliseconds after which a lock whose process has ended is free again: longer than any request takes. */
  readonly lifetime: number;
}

/** Locks that are released when the server stops. */
export interface OpenLocks extends MoneyLocks {
  close(): Promise<void>;
}

/** Locks in Redis where there is one, else in this process; several workers without Redis have none. */
export function createMoneyLocks({ redisUrl, notify, workers, lifetime }: LockOptions): OpenLocks {
  const opening = redisUrl === null ? null : openRedis(redisUrl, 'locks', notify, true);
  const store = opening === null ? inMemory() : inRedis(opening, lifetime);
  const nowhere = opening === null && workers > 1;

  /** Fails closed: without the store no money is moved. */
  async function reached<Value>(command: Promise<Value>): Promise<Value> {
    try {
      return await command;
    } catch (error) {
      (await opening)?.tell(error);
      throw new LockError('cannot be locked: the store of locks (REDIS_URL) does not answer');
    }
  }

  return {
    close: async () => (await opening)?.redis.disconnect(),
    async hold(keys, act) {
      if (nowhere) throw new LockError('cannot be locked: several workers need REDIS_URL to move money');
      const token = randomUUID();
      const taken: string[] = [];
      try {
        for (const key of keys.toSorted()) {
          if (!(await reached(store.take(key, token)))) throw new LockError('is locked by another call: wait for it');
          taken.push(key);
        }
        return await act({
          of: async (id) => {
            const doubts = (await reached(store.read(id))).map((text): Doubt => JSON.parse(text));
            return doubts.filter(({ since }) => Date.now() - since < doubtTime);
          },
          add: (id, doubt) => reached(store.write(id, nameOf(doubt), JSON.stringify(doubt))),
          // What stays behind is settled by the events of the payment.
          settle: (id, doubt) => store.remove(id, nameOf(doubt)).catch(() => {}),
        });
      } finally {
        for (const key of taken) await store.release(key, token).catch(() => {});
      }
    },
  };
}

function nameOf({ kind, refId }: Doubt): string {
  return `${kind}:${refId}`;
}

function inMemory(): Store {
  const locks = new Map<string, string>();
  const doubts = new Map<string, { readonly texts: Map<string, string>; readonly until: number }>();
  return {
    async take(key, token) {
      if (locks.has(key)) return false;
      locks.set(key, token);
      return true;
    },
    async release(key) {
      locks.delete(key);
    },
    read: async (id) => [...(doubts.get(id)?.texts.values() ?? [])],
    async write(id, name, text) {
      const now = Date.now();
      for (const [each, { until }] of doubts) if (until <= now) doubts.delete(each);
      const texts = doubts.get(id)?.texts ?? new Map<string, string>();
      doubts.set(id, { texts: texts.set(name, text), until: now + doubtTime });
    },
    async remove(id, name) {
      const texts = doubts.get(id)?.texts;
      texts?.delete(name);
      if (texts?.size === 0) doubts.delete(id);
    },
  };
}

const prefix = 'dintero-graphql:money';
const compareAndDelete = 'return redis.call("get", KEYS[1]) == ARGV[1] and redis.call("del", KEYS[1]) or 0';

function inRedis(opening: Promise<RedisConnection>, lifetime: number): Store {
  const lock = (key: string) => `${prefix}:lock:${key}`;
  const doubts = (id: string) => `${prefix}:doubts:${id}`;
  return {
    take: async (key, token) => (await (await opening).redis.set(lock(key), token, 'PX', lifetime, 'NX')) === 'OK',
    async release(key, token) {
      await (await opening).redis.eval(compareAndDelete, 1, lock(key), token);
    },
    read: async (id) => (await opening).redis.hvals(doubts(id)),
    async write(id, name, text) {
      const { redis } = await opening;
      await redis.hset(doubts(id), name, text);
      await redis.pexpire(doubts(id), doubtTime);
    },
    async remove(id, name) {
      await (await opening).redis.hdel(doubts(id), name);
    },
  };
}
