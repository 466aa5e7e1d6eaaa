/**
 * What tokens are refused for: `header` the Authorization header, `form` the token as a whole, `typ`, `alg` and `kid` its header,
 * `signature`, or the claim that it failed on: `iss`, `aud`, `exp`, `nbf`, `iat`; `lifetime` its end is too far away, `claim` a claim
 * has a type that it cannot have, `customer` it is for own data only and does not say whose.
 */
export const tokenChecks = [
  ...(['header', 'form', 'typ', 'alg', 'kid', 'signature'] as const),
  ...(['iss', 'aud', 'exp', 'nbf', 'iat', 'lifetime', 'claim', 'customer'] as const),
] as const;

/** What a token is refused for: one of a closed list. */
export type TokenCheck = (typeof tokenChecks)[number];

/** Why a token is not accepted, with nothing of the token but what tells the reason: no signature, no person. */
export interface TokenRefusal {
  readonly check: TokenCheck;
  /** What the token has there, in a few words or, of what is the same for all tokens of an issuer, as it is. */
  readonly seen: string;
  /** What would be accepted. */
  readonly accepted: string;
}

/** An error with its refusal as a sentence. */
export function refusalText({
  message,
  refusal: { check, seen, accepted },
}: Error & { readonly refusal: Told }): string {
  return `${message} ${check}: ${seen}; accepted: ${accepted}.`;
}

type Told = Omit<TokenRefusal, 'check'> & { readonly check: string };

const maxShown = 200;

/** A value of a token in quotes, cut short; for issuers, audiences and names, which are nobody's secret. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return 'missing';
  if (typeof value === 'string') return JSON.stringify(value.slice(0, maxShown));
  if (Array.isArray(value)) return value.slice(0, 5).map(shown).join(', ').slice(0, maxShown) || 'an empty list';
  return typeof value === 'number' ? String(value) : kindOf(value);
}

/** What is known of a customer claim's value without showing it: it names a person. */
export function shapeOf(value: unknown): string {
  if (value === undefined || value === null) return 'missing';
  if (typeof value !== 'string') return kindOf(value);
  if (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)) return 'a UUID';
  const prefix = /^dintero:(?:[a-z]{1,20}:)?/.exec(value)?.[0];
  return prefix === undefined ? 'a text of another form' : `a text that begins with "${prefix}"`;
}

function kindOf(value: unknown): string {
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
