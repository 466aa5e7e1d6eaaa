import { decodeProtectedHeader, type JWTPayload, type ProtectedHeaderParameters } from 'jose';
import { type ClaimChecks, signedClaims } from './check-claims.ts';
import { InvalidTokenError } from './errors.ts';
import type { KeyStore, VerificationKey } from './keys.ts';
import { shown } from './refusal.ts';
import { algorithms } from './usable-key.ts';

/** Longest token that is looked at, in letters. */
export const maxLength = 16_384;

/** What a signed token is checked against. */
export interface SignedChecks extends ClaimChecks {
  /** Types that its header may state, in small letters; a header without a type is accepted, as RFC 7519 has it. */
  readonly types: readonly string[];
}

/** What a token says that one of the keys has signed. */
export interface Signed {
  readonly claims: JWTPayload;
  readonly key: VerificationKey;
}

/**
 * The claims of a token, after its type, algorithm, signature and claims were checked.
 *
 * @param now milliseconds
 * @throws InvalidTokenError when it is not valid, and KeysUnavailableError when there are no keys to tell with
 */
export async function verifySigned(
  token: string,
  keys: Pick<KeyStore, 'find'>,
  checks: SignedChecks,
  now: number,
): Promise<Signed> {
  const header = headerOf(token);
  checkHeader(header, checks.types);
  const candidates = await keys.find(header.kid);
  for (const key of candidates) {
    const claims = await signedClaims(token, key, checks, now);
    if (claims !== undefined) return { claims, key };
  }
  throw candidates.length === 0
    ? new InvalidTokenError({ check: 'kid', seen: shown(header.kid), accepted: 'the id of a published key' })
    : new InvalidTokenError({ check: 'signature', seen: 'made with another key', accepted: 'one of a published key' });
}

function headerOf(token: string): ProtectedHeaderParameters {
  try {
    return decodeProtectedHeader(token);
  } catch {
    throw new InvalidTokenError({ check: 'form', seen: 'not a JWT', accepted: 'a signed JWT' });
  }
}

/** Tokens for other purposes say in their type that they are. */
function checkHeader({ typ, alg, kid }: ProtectedHeaderParameters, types: readonly string[]): void {
  const type = typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : typ;
  if (type !== undefined && !types.includes(type)) {
    const accepted = types.map((each) => (each === 'jwt' ? 'JWT' : each)).join(' or ');
    throw new InvalidTokenError({ check: 'typ', seen: shown(typ), accepted });
  }
  if (alg === undefined || !algorithms.includes(alg))
    throw new InvalidTokenError({ check: 'alg', seen: shown(alg), accepted: algorithms.join(', ') });
  if (kid !== undefined && typeof kid !== 'string')
    throw new InvalidTokenError({ check: 'kid', seen: shown(kid), accepted: 'a text' });
}
