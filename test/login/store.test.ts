import { describe, expect, it } from 'vitest';
import { memoryStore, redisStore } from '../../src/login/login.ts';
import { isInstalled, startStore } from '../server/load/redis.ts';

const kinds = ['memory', ...(isInstalled ? ['Redis'] : [])];

async function storeOf(kind: string) {
  if (kind === 'memory') return { store: memoryStore(), close: async () => {} };
  const redis = await startStore('secret');
  const store = redisStore(redis.url);
  return {
    store,
    async close() {
      store.close();
      await redis.stop();
    },
  };
}

describe.each(kinds)('a store in %s', (kind) => {
  it('keeps, takes once, adds once, counts, and ends what it keeps', async () => {
    const { store, close } = await storeOf(kind);
    await store.set('a', 'text', 60);
    expect([await store.get('a'), await store.get('none')]).toEqual(['text', null]);
    expect(await Promise.all(Array.from({ length: 3 }, () => store.add('lock', '', 60)))).toEqual([true, false, false]);
    const taken = await Promise.all(Array.from({ length: 3 }, () => store.take('a')));
    expect(taken.filter((text) => text === 'text')).toHaveLength(1);
    expect(await Promise.all(Array.from({ length: 3 }, () => store.count('tries', 1)))).toEqual([1, 2, 3]);
    await store.set('b', 'text', 1);
    // A count ends when it began to, however often it is counted on.
    await expect.poll(() => store.count('tries', 1), { timeout: 5_000 }).toBe(1);
    await expect.poll(() => store.get('b'), { timeout: 5_000 }).toBeNull();
    await close();
  });
});
