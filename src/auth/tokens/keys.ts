import { type CryptoKey, importJWK } from 'jose';
import type { Jwk } from '../../kernel/jwk.ts';
import { KeysUnavailableError } from './errors.ts';

/** Fetches public keys from one place; rejects when they cannot be had. */
export type KeySource = () => Promise<readonly Jwk[]>;

/** A key that may verify access tokens, with the one algorithm that it is used with. */
export interface VerificationKey {
  readonly kid: string | null;
  readonly alg: string;
  readonly key: CryptoKey;
}

/** The keys of all sources, kept up to date. */
export interface KeyStore {
  /**
   * Keys that a token with this key id may be signed with; those without an id, and all when the token names none.
   *
   * @throws KeysUnavailableError when no source has a key that can be used
   */
  find(kid: string | undefined): Promise<readonly VerificationKey[]>;
  /** Whether there is a key to verify with; where there is none, sources are asked again in the background. */
  ready(): boolean;
  /** Fetches all sources now; a source that is down keeps the keys it had. */
  refresh(): Promise<void>;
}

/** Settings of a key store. */
export interface KeyStoreOptions {
  readonly sources: readonly KeySource[];
  /** Milliseconds between two fetches that an unknown key id causes. Default: 30,000. */
  readonly cooldown?: number;
  /** Milliseconds after which keys are fetched anew in the background. Default: 600,000. */
  readonly maxAge?: number;
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number;
}

/** An empty key store; it fetches when it is first asked. */
export function createKeyStore(options: KeyStoreOptions): KeyStore {
  const { sources, cooldown = 30_000, maxAge = 600_000, now = () => performance.now() } = options;
  const bySource = sources.map((): readonly VerificationKey[] => []);
  let keys: readonly VerificationKey[] = [];
  let fetchedAt: number | undefined;
  let fetching: Promise<void> | undefined;

  function refresh(): Promise<void> {
    fetching ??= fetchAll().finally(() => {
      fetching = undefined;
    });
    return fetching;
  }

  async function fetchAll(): Promise<void> {
    await Promise.all(
      sources.map(async (source, index) => {
        try {
          const usable = await Promise.all((await source()).map(toKey));
          bySource[index] = usable.filter((key) => key !== undefined);
        } catch {
          // The last good set stays; `ready` and `find` tell when there never was one.
        }
      }),
    );
    keys = bySource.flat();
    fetchedAt = now();
  }

  function matching(kid: string | undefined): readonly VerificationKey[] {
    return kid === undefined ? keys : keys.filter((key) => key.kid === kid || key.kid === null);
  }

  function age(): number {
    return fetchedAt === undefined ? Number.POSITIVE_INFINITY : now() - fetchedAt;
  }

  /** A key without an id may fit, but does not make the id of a token known: its own key may be new. */
  function isKnown(kid: string | undefined): boolean {
    return kid === undefined ? keys.length > 0 : keys.some((key) => key.kid === kid);
  }

  return {
    ready() {
      // A balancer that waits for this to become true sends no request that would fetch the keys.
      if (keys.length === 0 && age() >= cooldown) void refresh();
      return keys.length > 0;
    },
    refresh,
    async find(kid) {
      if (!isKnown(kid) && (fetching !== undefined || age() >= cooldown)) await refresh();
      else if (age() >= maxAge) void refresh();
      if (keys.length === 0) throw new KeysUnavailableError('Access tokens cannot be verified at the moment.');
      return matching(kid);
    },
  };
}

const algorithms = new Set(['RS256', 'PS256', 'ES256', 'EdDSA']);
const minRsaBits = 2048;

/** A key as it may be used; undefined for one that is not for verifying signatures, is too weak or is none. */
async function toKey(jwk: Jwk): Promise<VerificationKey | undefined> {
  const alg = jwk.alg ?? impliedAlgorithm(jwk);
  if (alg === undefined || !algorithms.has(alg)) return undefined;
  if (jwk.use !== undefined && jwk.use !== 'sig') return undefined;
  if (jwk.kty === 'RSA' && rsaBits(jwk) < minRsaBits) return undefined;
  try {
    const key = await importJWK(publicPart(jwk), alg);
    return key instanceof Uint8Array ? undefined : { kid: jwk.kid ?? null, alg, key };
  } catch {
    return undefined;
  }
}

function impliedAlgorithm({ kty, ['crv']: curve }: Jwk): string | undefined {
  if (kty === 'RSA') return 'RS256';
  if (kty === 'EC' && curve === 'P-256') return 'ES256';
  if (kty === 'OKP' && curve === 'Ed25519') return 'EdDSA';
  return undefined;
}

function rsaBits({ ['n']: modulus }: Jwk): number {
  return typeof modulus === 'string' ? Buffer.from(modulus, 'base64url').length * 8 : 0;
}

const publicMembers = ['kty', 'n', 'e', 'crv', 'x', 'y'];

function publicPart(jwk: Jwk): { kty: string } {
  const members = publicMembers.filter((member) => jwk[member] !== undefined).map((member) => [member, jwk[member]]);
  return { ...Object.fromEntries(members), kty: jwk.kty };
}
