import DataLoader from 'dataloader';

/** A loader that fetches each distinct key once per request; keys may be objects, compared by their JSON. */
export class PerKey<Key, Value> extends DataLoader<Key, Value, string> {
  readonly #keys: Map<string, Key>;

  constructor(
    load: DataLoader.BatchLoadFn<Key, Value>,
    options: Pick<DataLoader.Options<Key, Value>, 'batch' | 'maxBatchSize'>,
  ) {
    const keys = new Map<string, Key>();
    // DataLoader tells its cache the text of a key only; the key itself is kept beside it.
    const cacheKeyFn = (key: Key) => {
      const text = typeof key === 'string' ? key : JSON.stringify(key);
      keys.set(text, key);
      return text;
    };
    super(load, { ...options, cacheKeyFn });
    this.#keys = keys;
  }

  /** Forgets what was loaded for the keys that a write touched. */
  forget(touched: (key: Key) => boolean): void {
    for (const key of [...this.#keys.values()]) if (touched(key)) this.clear(key);
  }
}

/** Makes a loader for an endpoint that takes one key at a time: keys are de-duplicated, not batched. */
export function perKey<Key, Value>(load: (key: Key) => Promise<Value>): PerKey<Key, Value> {
  return new PerKey<Key, Value>((keys) => settled(keys, load), { batch: false });
}

/** Makes a loader for an endpoint that takes many keys at once: the keys asked for in one tick become one batch. */
export function perBatch<Key, Value>(
  load: (keys: readonly Key[]) => Promise<readonly (Value | Error)[]>,
  maxBatchSize: number,
): PerKey<Key, Value> {
  return new PerKey<Key, Value>(load, { maxBatchSize });
}

/** The value of each key, or why it failed: a failure is remembered too, so that it is not asked for again. */
export function settled<Key, Value>(
  keys: readonly Key[],
  load: (key: Key) => Promise<Value>,
): Promise<(Value | Error)[]> {
  return Promise.all(keys.map((key) => load(key).catch(toError)));
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('Something could not be loaded.', { cause: reason });
}
