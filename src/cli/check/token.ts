import { claimedScopes } from '../../auth/tokens/claims.ts';
import { InvalidTokenError, KeysUnavailableError } from '../../auth/tokens/errors.ts';
import { shapeOf, type TokenRefusal } from '../../auth/tokens/refusal.ts';
import { knownName } from '../../auth/tokens/spellings.ts';
import { type Claims, unverifiedClaims } from '../../auth/tokens/unverified.ts';
import type { TokenSettings } from '../../auth/tokens/verify.ts';
import type { Viewer } from '../../auth/viewer.ts';
import { isOwnDataScope } from '../../kernel/scope.ts';
import { failed, passed, type Step } from './step.ts';

/** Verifies a token with the settings of the server; returns its viewer if it is accepted. */
export async function checkToken(
  token: string,
  verify: (authorization: string | null) => Viewer | Promise<Viewer>,
): Promise<{ step: Step; viewer: Viewer | null }> {
  const name = 'token';
  try {
    const viewer = await verify(`Bearer ${token}`);
    return { step: passed(name, `accepted; its holder is seen as ${viewer.kind}`), viewer };
  } catch (error) {
    if (error instanceof KeysUnavailableError)
      return { step: failed(name, ['it cannot be verified: there are no keys'], 'See the keys above.'), viewer: null };
    if (!(error instanceof InvalidTokenError)) throw error;
    const { check, seen, accepted } = error.refusal;
    const found = [`refused for its ${check}: ${seen}`, `accepted: ${accepted}`];
    return { step: failed(name, found, ...adviceOf(error.refusal)), viewer: null };
  }
}

function adviceOf({ check, seen }: TokenRefusal): string[] {
  const advice: Readonly<Partial<Record<TokenRefusal['check'], string>>> = {
    iss: `If ${seen} issues the tokens of this account, add it to TOKEN_ISSUERS.`,
    aud: `If tokens for ${seen} are meant for this server, add it to TOKEN_AUDIENCES.`,
    kid: 'It is signed with a key that no source has: it is of another account, or JWKS_URL or JWKS_FILE is needed.',
    signature: 'It is of another account, or was changed on its way.',
    lifetime: 'Raise TOKEN_MAX_LIFETIME if tokens of the account live that long.',
    exp: 'Get a new token; if it is new, compare the clocks.',
    nbf: 'Compare the clocks.',
    iat: 'Compare the clocks.',
    customer: 'Set TOKEN_CUSTOMER_CLAIM or TOKEN_CUSTOMER_FORM: see the claims below.',
    typ: 'It is a token for something else: an access token is needed.',
  };
  const line = advice[check];
  return line === undefined ? [] : [line];
}

/** Which claims hold scopes and which may name a customer, against the settings. Undefined for what is not a JWT. */
export function checkClaims(token: string, settings: TokenSettings): Step[] | undefined {
  const claims = unverifiedClaims(token);
  return claims && [checkScopes(claims, settings), ...checkCustomer(claims, settings)];
}

const plainName = /^[\w:/.-]{1,80}$/;

function checkScopes(claims: Claims, { scopeClaims, knownScopes }: TokenSettings): Step {
  const name = 'scopes of the token';
  const known = (claim: string) =>
    claimedScopes(claims, [claim]).filter((scope) => knownName(scope, knownScopes) !== undefined);
  const read = scopeClaims.find((claim) => claims[claim] !== undefined && claims[claim] !== null);
  const written = claimedScopes(claims, scopeClaims);
  const count = read === undefined ? 0 : known(read).length;
  const unknown = written.filter((scope) => knownName(scope, knownScopes) === undefined && plainName.test(scope));
  const found = [
    read === undefined ? `none of ${scopeClaims.join(', ')} is there` : `${count} known ones in ${read}`,
    ...(unknown.length === 0 ? [] : [`the contract knows no ${unknown.slice(0, 20).join(', ')}`]),
  ];
  if (count > 0) return passed(name, ...found);
  const others = Object.keys(claims).filter((claim) => plainName.test(claim) && known(claim).length > 0);
  const change = others.map((claim) => `Set TOKEN_SCOPE_CLAIM=${claim}: it holds ${known(claim).length} known scopes.`);
  return failed(
    name,
    found,
    ...(change.length > 0 ? change : ['Give the client scopes of the services that it is to use.']),
  );
}

function checkCustomer(claims: Claims, { scopeClaims, knownScopes, customerClaim }: TokenSettings): Step[] {
  const own = claimedScopes(claims, scopeClaims).some((scope) => isOwnDataScope(knownName(scope, knownScopes) ?? ''));
  if (!own) return [];
  const others = Object.keys(claims).filter(
    (claim) =>
      claim !== customerClaim && /customer/i.test(claim) && plainName.test(claim) && typeof claims[claim] === 'string',
  );
  const name = 'customer of the token';
  const shape = shapeOf(claims[customerClaim]);
  const found = [`${customerClaim} is ${shape}`, ...others.map((claim) => `${claim} is ${shapeOf(claims[claim])}`)];
  if (others.length === 0 && shape !== 'missing') return [passed(name, ...found)];
  const change = others.map((claim) => `If ${claim} is the customer's id, set TOKEN_CUSTOMER_CLAIM=${claim}.`);
  return [
    failed(name, found, ...(change.length > 0 ? change : ['Set TOKEN_CUSTOMER_CLAIM to the claim that has the id.'])),
  ];
}
