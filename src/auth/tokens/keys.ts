import { type Jwk, KeyFetchError } from '../../kernel/jwk.ts';
import { KeysUnavailableError } from './errors.ts';
import { publicPart, type UsableKey, usableKey } from './usable-key.ts';

/** A source of public keys. */
export interface KeySource {
  /** For the log: `account`, `JWKS_URL`. */
  readonly name: string;
  /** Issuers whose tokens these keys may verify, and no others. */
  readonly issuers: readonly string[];
  /** Rejects when the keys cannot be fetched. */
  readonly fetch: () => Promise<readonly Jwk[]>;
}

/** A key that may verify access tokens of its source's issuers. */
export interface VerificationKey extends UsableKey {
  readonly issuers: readonly string[];
}

/** Why a source has given no keys: never with anything that was sent or answered. */
export interface KeyFailure {
  readonly source: string;
  readonly step: KeyFetchError['step'];
  readonly status: number | null;
  readonly reason: string;
}

/** The keys of all sources, kept up to date. */
export interface KeyStore {
  /**
   * Keys that a token with this key id may be signed with; those without an id, and all when the token names none.
   *
   * @throws KeysUnavailableError when no source has a key that can be used
   */
  find(kid: string | undefined): Promise<readonly VerificationKey[]>;
  /** Whether a key that `find` has given is still in use. */
  holds(key: VerificationKey): boolean;
  /** Whether there is a key to verify with; where there is none, sources are asked again in the background. */
  ready(): boolean;
  /** Milliseconds since keys were last fetched from the source where that is longest ago; null: some source never had any. */
  age(): number | null;
  /** Fetches all sources now; a source that is down keeps the keys it had, for a day at most. */
  refresh(): Promise<void>;
  /** Fetches the keys anew by a timer from now on, every `maxAge`, and every `cooldown` while a source is down. */
  watch(): void;
  /** Stops the timer. */
  close(): void;
}

/** Settings of a key store. */
export interface KeyStoreOptions {
  readonly sources: readonly KeySource[];
  /** Milliseconds between two fetches that an unknown key id causes. Default: 30,000. */
  readonly cooldown?: number;
  /** Milliseconds after which keys are fetched anew. Default: 600,000. */
  readonly maxAge?: number;
  /** Milliseconds for which the keys of a source that is down are used on. Default: a day. */
  readonly maxStale?: number;
  /** Called for every fetch that returned no keys. */
  readonly onFailure?: (failure: KeyFailure) => void;
  /** A monotonic clock, in milliseconds. */
  readonly now?: () => number;
}

const day = 86_400_000;

interface Shelf {
  /** By what they are made of, so that a key which is fetched again stays the same one. */
  keys: ReadonlyMap<string, VerificationKey>;
  fetchedAt: number;
}

/** Makes an empty key store, which fetches keys when it is first used. */
export function createKeyStore(options: KeyStoreOptions): KeyStore {
  const { sources, cooldown = 30_000, maxAge = 600_000, maxStale = day, now = () => performance.now() } = options;
  const shelves = sources.map((): Shelf => ({ keys: new Map(), fetchedAt: 0 }));
  let askedAt: number | undefined;
  let someDown = false;
  let fetching: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  function refresh(): Promise<void> {
    fetching ??= fetchAll().finally(() => {
      fetching = undefined;
    });
    return fetching;
  }

  async function fetchAll(): Promise<void> {
    const went = await Promise.all(sources.map((source, index) => fetchOne(source, index)));
    someDown = went.includes(false);
    askedAt = now();
  }

  /**
   * Whether the fetch succeeded. The last good set stays where it did not; `ready` and `find` tell when there never was
   * one.
   */
  async function fetchOne(source: KeySource, index: number): Promise<boolean> {
    try {
      const keys = await keysOf(source, shelves[index]?.keys);
      shelves[index] = { keys, fetchedAt: now() };
      return true;
    } catch (error) {
      options.onFailure?.(failureOf(source, error));
      return false;
    }
  }

  function current(): VerificationKey[] {
    return shelves.filter(isFresh).flatMap(({ keys }) => [...keys.values()]);
  }

  function isFresh({ fetchedAt }: Shelf): boolean {
    return now() - fetchedAt <= maxStale;
  }

  function age(): number {
    return askedAt === undefined ? Number.POSITIVE_INFINITY : now() - askedAt;
  }

  return {
    ready() {
      const isReady = current().length > 0;
      // A balancer that waits for this to become true sends no request that would fetch the keys.
      if (!isReady && age() >= cooldown) void refresh();
      return isReady;
    },
    age: () => {
      const oldest = Math.min(...shelves.map(({ fetchedAt, keys }) => (keys.size === 0 ? Number.NaN : fetchedAt)));
      return Number.isNaN(oldest) ? null : now() - oldest;
    },
    refresh,
    async find(kid) {
      const before = current();
      // A key without an id may fit, but does not make the id of a token known: its own key may be new.
      const isKnown = kid === undefined ? before.length > 0 : before.some((key) => key.kid === kid);
      if (!isKnown && (fetching !== undefined || age() >= cooldown)) await refresh();
      else if (age() >= maxAge) void refresh();
      const keys = current();
      if (keys.length === 0) throw new KeysUnavailableError('Access tokens cannot be verified at the moment.');
      return kid === undefined ? keys : keys.filter((key) => key.kid === kid || key.kid === null);
    },
    holds(key) {
      // Asked with every request: nothing is made for it.
      for (const shelf of shelves) {
        if (!isFresh(shelf)) continue;
        for (const each of shelf.keys.values()) if (each === key) return true;
      }
      return false;
    },
    watch() {
      timer ??= setInterval(() => {
        if (age() >= (someDown ? cooldown : maxAge)) void refresh();
      }, cooldown).unref();
    },
    close() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}

/** @throws KeyFetchError also where not one of the keys can be used */
async function keysOf(
  { fetch, issuers }: KeySource,
  known: ReadonlyMap<string, VerificationKey> | undefined,
): Promise<ReadonlyMap<string, VerificationKey>> {
  const jwks = await fetch();
  const keys = new Map<string, VerificationKey>();
  const problems = new Set<string>();
  for (const jwk of jwks) {
    const usable = await usableKey(jwk);
    const id = JSON.stringify([publicPart(jwk), jwk.kid, jwk.alg]);
    if (typeof usable === 'string') problems.add(usable);
    else keys.set(id, known?.get(id) ?? { ...usable, issuers });
  }
  if (keys.size === 0)
    throw new KeyFetchError('keys', `Of ${jwks.length} keys none can be used: one ${[...problems].join(', one ')}.`);
  return keys;
}

function failureOf({ name }: KeySource, error: unknown): KeyFailure {
  if (error instanceof KeyFetchError)
    return { source: name, step: error.step, status: error.status, reason: error.message };
  // Whatever it is, it must not end the process; its message is not ours, so it is not told.
  return { source: name, step: 'keys', status: null, reason: error instanceof Error ? error.name : 'Unexpected error' };
}
