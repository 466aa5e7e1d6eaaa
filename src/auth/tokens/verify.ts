import { hash } from 'node:crypto';
import { decodeProtectedHeader, type JWTPayload, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { anonymous, type Viewer } from '../viewer.ts';
import { type ClaimOptions, viewerOf } from './claims.ts';
import { InvalidTokenError } from './errors.ts';
import type { KeyStore, VerificationKey } from './keys.ts';

/** Settings of a verifier. */
export interface VerifierOptions extends ClaimOptions {
  readonly keys: Pick<KeyStore, 'find'>;
  /** Values that `iss` may have; at least one. */
  readonly issuers: readonly string[];
  /** Seconds that clocks may differ, 0 to 300. */
  readonly clockSkew: number;
  /** Verified tokens that are remembered at most. Default: 10,000. */
  readonly cacheSize?: number;
  /** The time in milliseconds. */
  readonly now?: () => number;
}

const maxLength = 16_384;
const maxClockSkew = 300;

/**
 * Makes the function that tells who sends an `Authorization` header: nobody known where there is none.
 * It throws InvalidTokenError for every header that is no Bearer token of a known key, issuer and audience within its
 * time, and KeysUnavailableError when there are no keys to tell with.
 *
 * @throws Error when no issuer or no audience is given, or the clocks may differ by more than 300 seconds
 */
export function createVerifier(options: VerifierOptions): (authorization: string | null) => Promise<Viewer> {
  const { keys, issuers, audiences, clockSkew, cacheSize = 10_000, now = Date.now } = options;
  if (issuers.length === 0 || audiences.length === 0)
    throw new Error('Tokens need an issuer and an audience to be checked against.');
  if (!(clockSkew >= 0 && clockSkew <= maxClockSkew))
    throw new Error(`Clocks may differ by 0 to ${maxClockSkew} seconds.`);
  const verified = new LRUCache<string, Viewer>({ max: cacheSize });
  const underWay = new Map<string, Promise<Viewer>>();

  async function verify(token: string): Promise<Viewer> {
    for (const candidate of await keys.find(keyIdOf(token))) {
      const claims = await claimsOf(token, candidate);
      if (claims !== undefined) return viewerOf(claims, token, options);
    }
    throw new InvalidTokenError('The access token is not valid.');
  }

  async function verifyAndRemember(id: string, token: string): Promise<Viewer> {
    try {
      const viewer = await verify(token);
      verified.set(id, viewer);
      return viewer;
    } finally {
      underWay.delete(id);
    }
  }

  async function claimsOf(token: string, { key, alg }: VerificationKey): Promise<JWTPayload | undefined> {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [alg],
        issuer: [...issuers],
        audience: [...audiences],
        clockTolerance: clockSkew,
        currentDate: new Date(now()),
        requiredClaims: ['exp'],
      });
      return payload;
    } catch {
      return undefined;
    }
  }

  return async (authorization) => {
    if (authorization === null) return anonymous;
    const token = bearerOf(authorization);
    const id = hash('sha256', token, 'base64');
    const known = verified.get(id);
    if (known !== undefined && !isOver(known, now(), clockSkew)) return known;
    let pending = underWay.get(id);
    if (pending === undefined) {
      pending = verifyAndRemember(id, token);
      underWay.set(id, pending);
    }
    return pending;
  };
}

/** Same edge as jose's own check, so that remembering a token never makes it live longer. */
function isOver({ expiresAt }: Viewer, now: number, clockSkew: number): boolean {
  return expiresAt === null || Math.floor(expiresAt.getTime() / 1000) <= Math.floor(now / 1000) - clockSkew;
}

function bearerOf(authorization: string): string {
  const match = /^Bearer +(\S+)$/i.exec(authorization);
  const token = match?.[1];
  if (token === undefined || token.length > maxLength)
    throw new InvalidTokenError('The authorization header holds no access token.');
  return token;
}

function keyIdOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).kid;
  } catch {
    // Told without jose's words.
    throw new InvalidTokenError('The authorization header holds no access token.');
  }
}
