import { errors, type JWTPayload, jwtVerify } from 'jose';
import { InvalidTokenError } from './errors.ts';
import type { VerificationKey } from './keys.ts';
import { shown, type TokenRefusal } from './refusal.ts';

/** What the claims of a token are checked against. */
export interface ClaimChecks {
  readonly audiences: readonly string[];
  /** Seconds that clocks may differ, 0 to 300. */
  readonly clockSkew: number;
  /** Seconds between a token's issue, or now where it does not say, and its end, at most. */
  readonly maxLifetime: number;
}

/**
 * The claims of a token that this key has signed; undefined where another key has.
 *
 * @param now milliseconds
 * @throws InvalidTokenError when the signature is right and the claims are not
 */
export async function signedClaims(
  token: string,
  { key, alg, issuers }: VerificationKey,
  checks: ClaimChecks,
  now: number,
): Promise<JWTPayload | undefined> {
  const { audiences, clockSkew } = checks;
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [alg],
      issuer: [...issuers],
      audience: [...audiences],
      clockTolerance: clockSkew,
      currentDate: new Date(now),
      requiredClaims: ['exp'],
    });
    checkTimes(payload, checks, now);
    return payload;
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JOSEAlgNotAllowed)
      return undefined;
    if (error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired)
      throw new InvalidTokenError(refusalOf(error, checks, issuers, now));
    if (error instanceof errors.JOSEError)
      throw new InvalidTokenError({ check: 'form', seen: error.code, accepted: 'a signed JWT without extensions' });
    throw error;
  }
}

/** jose takes any number: a token's end must also be exact, and not far away. */
function checkTimes({ exp, iat }: JWTPayload, { clockSkew, maxLifetime }: ClaimChecks, now: number): void {
  const seconds = Math.floor(now / 1000);
  if (!Number.isSafeInteger(exp) || exp === undefined)
    throw new InvalidTokenError({ check: 'exp', seen: shown(exp), accepted: 'a whole number of seconds' });
  if (iat !== undefined && !(iat <= seconds + clockSkew))
    throw new InvalidTokenError({ check: 'iat', seen: inSeconds(iat - seconds), accepted: 'a time that has come' });
  const lifetime = exp - (iat ?? seconds);
  if (lifetime > maxLifetime)
    throw new InvalidTokenError({ check: 'lifetime', seen: `${lifetime} s`, accepted: `at most ${maxLifetime} s` });
}

function refusalOf(
  { claim, payload }: errors.JWTClaimValidationFailed | errors.JWTExpired,
  { audiences, clockSkew }: ClaimChecks,
  issuers: readonly string[],
  now: number,
): TokenRefusal {
  const value = payload[claim];
  const away = typeof value === 'number' ? inSeconds(value - Math.floor(now / 1000)) : shown(value);
  switch (claim) {
    case 'iss':
      return { check: 'iss', seen: shown(value), accepted: issuers.join(', ') };
    case 'aud':
      return { check: 'aud', seen: shown(value), accepted: audiences.join(', ') };
    case 'nbf':
      return { check: 'nbf', seen: away, accepted: 'a time that has come' };
    case 'iat':
      return { check: 'iat', seen: away, accepted: 'a time that has come' };
    default:
      return { check: 'exp', seen: away, accepted: `a time to come, or gone for less than ${clockSkew} s` };
  }
}

function inSeconds(difference: number): string {
  return difference < 0 ? `${-difference} s ago` : `in ${difference} s`;
}
