import DataLoader from 'dataloader';

/** A loader that fetches each distinct key once per request; keys may be objects, compared by their JSON. */
export type PerKey<Key, Value> = DataLoader<Key, Value, string>;

/** Makes a loader for an endpoint that takes one key at a time: keys are de-duplicated, not batched. */
export function perKey<Key, Value>(load: (key: Key) => Promise<Value>): PerKey<Key, Value> {
  return new DataLoader<Key, Value, string>((keys) => Promise.all(keys.map(load)), { batch: false, cacheKeyFn });
}

/** Makes a loader for an endpoint that takes many keys at once: the keys asked for in one tick become one batch. */
export function perBatch<Key, Value>(
  load: (keys: readonly Key[]) => Promise<readonly (Value | Error)[]>,
  maxBatchSize: number,
): PerKey<Key, Value> {
  return new DataLoader<Key, Value, string>(load, { maxBatchSize, cacheKeyFn });
}

function cacheKeyFn(key: unknown): string {
  return typeof key === 'string' ? key : JSON.stringify(key);
}
