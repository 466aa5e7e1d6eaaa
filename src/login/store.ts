import { LRUCache } from 'lru-cache';

/** Where sessions, log-ins under way and counts are kept; every key ends by itself. Several processes need one they share. */
export interface LoginStore {
  /** The text at a key; null where there is none. */
  get(key: string): Promise<string | null>;
  /** Keeps a text for some seconds. */
  set(key: string, text: string, seconds: number): Promise<void>;
  /** Keeps a text where there is none yet, and tells whether it did. */
  add(key: string, text: string, seconds: number): Promise<boolean>;
  /** Reads and removes a text in one step: of many at once, one gets it. */
  take(key: string): Promise<string | null>;
  /** Adds one to a count that ends some seconds after it began, and gives the sum. */
  count(key: string, seconds: number): Promise<number>;
}

/** A store for one process, which forgets all when that ends. */
export function memoryStore(): LoginStore {
  const texts = new LRUCache<string, string>({ max: 200_000 });
  const counts = new LRUCache<string, number>({ max: 200_000, noUpdateTTL: true });
  return {
    get: async (key) => texts.get(key) ?? null,
    async set(key, text, seconds) {
      texts.set(key, text, { ttl: seconds * 1000 });
    },
    async add(key, text, seconds) {
      if (texts.has(key)) return false;
      texts.set(key, text, { ttl: seconds * 1000 });
      return true;
    },
    async take(key) {
      const text = texts.get(key) ?? null;
      texts.delete(key);
      return text;
    },
    async count(key, seconds) {
      const sum = (counts.get(key) ?? 0) + 1;
      counts.set(key, sum, { ttl: seconds * 1000 });
      return sum;
    },
  };
}
