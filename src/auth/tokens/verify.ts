import { LRUCache } from 'lru-cache';
import { anonymous, type Viewer } from '../viewer.ts';
import type { ClaimChecks } from './check-claims.ts';
import { type ClaimOptions, viewerOf } from './claims.ts';
import { InvalidTokenError } from './errors.ts';
import type { KeyStore, VerificationKey } from './keys.ts';
import { maxLength, verifySigned } from './signed.ts';

/** Settings for verifying tokens and reading their claims. */
export interface TokenSettings extends ClaimOptions, ClaimChecks {
  /** Size of the token cache, in bytes. */
  readonly cacheBytes: number;
}

/** Settings of a verifier. */
export interface VerifierOptions extends TokenSettings {
  readonly keys: Pick<KeyStore, 'find' | 'holds'>;
  /** The time in milliseconds. */
  readonly now?: () => number;
}

interface Verified {
  readonly viewer: Viewer;
  readonly key: VerificationKey;
}

/**
 * Makes the function that tells who sends an `Authorization` header: nobody known where there is none.
 * It rejects with InvalidTokenError for every header that is no Bearer token of a known key, issuer and audience within its
 * time, and KeysUnavailableError when there are no keys to tell with.
 */
export function createVerifier(options: VerifierOptions): (authorization: string | null) => Viewer | Promise<Viewer> {
  const { keys, clockSkew, cacheBytes, now = Date.now } = options;
  // By the header as it came: to hash it takes longer than to look it up.
  const verified = new LRUCache<string, Verified>({ maxSize: cacheBytes, sizeCalculation: sizeOf });
  const underWay = new Map<string, Promise<Viewer>>();

  async function verify(token: string): Promise<Verified> {
    const { claims, key } = await verifySigned(token, keys, { ...options, types: ['jwt', 'at+jwt'] }, now());
    return { viewer: viewerOf(claims, token, options), key };
  }

  async function verifyAndRemember(authorization: string, token: string): Promise<Viewer> {
    try {
      const known = await verify(token);
      verified.set(authorization, known);
      return known.viewer;
    } finally {
      underWay.delete(authorization);
    }
  }

  async function verifyOnce(authorization: string): Promise<Viewer> {
    const token = bearerOf(authorization);
    let pending = underWay.get(authorization);
    if (pending === undefined) {
      pending = verifyAndRemember(authorization, token);
      underWay.set(authorization, pending);
    }
    return pending;
  }

  return (authorization) => {
    if (authorization === null) return anonymous;
    const known = verified.get(authorization);
    const isGood = known !== undefined && !isOver(known.viewer, now(), clockSkew) && keys.holds(known.key);
    return isGood ? known.viewer : verifyOnce(authorization);
  };
}

/** Bytes that a remembered token takes, estimated: 1,000 for the objects of an entry, two for each letter. */
function sizeOf({ viewer }: Verified): number {
  const texts = [viewer.token ?? '', viewer.customerId ?? '', ...viewer.scopes];
  return texts.reduce((size, text) => size + 50 + 2 * text.length, 1_000);
}

/** Same edge as jose's own check, so that remembering a token never makes it live longer. */
function isOver({ expiresAt }: Viewer, now: number, clockSkew: number): boolean {
  return expiresAt === null || Math.floor(expiresAt.getTime() / 1000) <= Math.floor(now / 1000) - clockSkew;
}

/** RFC 6750, section 2.1. Two headers arrive as one text with a comma, which no token has. */
function bearerOf(authorization: string): string {
  const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(authorization)?.[1];
  if (token === undefined)
    throw new InvalidTokenError({ check: 'header', seen: 'of another form', accepted: 'Bearer and one token' });
  if (token.length > maxLength)
    throw new InvalidTokenError({ check: 'form', seen: `${token.length} letters`, accepted: `at most ${maxLength}` });
  return token;
}
