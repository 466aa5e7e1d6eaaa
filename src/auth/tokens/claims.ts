import type { JWTPayload } from 'jose';
import { idProblem } from '../../kernel/ids.ts';
import { isOwnDataScope, type Scope } from '../../kernel/scope.ts';
import type { Viewer } from '../viewer.ts';
import { InvalidTokenError } from './errors.ts';
import { shapeOf } from './refusal.ts';
import { knownName } from './spellings.ts';

/** Which claims tell what: upstream does not publish them. */
export interface ClaimOptions {
  /** Values of which `aud` must hold one; at least one. */
  readonly audiences: readonly string[];
  /** Account of a token whose audience names none. */
  readonly accountId: string;
  /** Claims that may hold the scopes, as a text or a list; the first that is there counts. */
  readonly scopeClaims: readonly string[];
  /** Every scope that the contract knows; a token's other scopes admit to nothing and are left out. */
  readonly knownScopes: ReadonlySet<Scope>;
  /** Claim that holds the customer of a customer's token. */
  readonly customerClaim: string;
  /** Forms of that claim, with `{customer}` where the id is: `dintero:user:{customer}`. The first that fits counts. */
  readonly customerForms: readonly string[];
}

/**
 * Whom the claims of a verified token stand for.
 *
 * @throws InvalidTokenError when a claim has a type that it cannot have, or the token is for own data only and does not say whose
 */
export function viewerOf(claims: JWTPayload, token: string, options: ClaimOptions): Viewer {
  checkTypes(claims, options);
  const scopes = new Set(knownScopesOf(claims, options));
  const customerId = isOfCustomer(claims, scopes) ? customerOf(claims[options.customerClaim], options) : null;
  if (customerId === null && isForOwnDataOnly(scopes) && !isOfClient(claims)) throw withoutCustomer(claims, options);
  const kind = customerId === null ? clientOrStaff(claims) : 'CUSTOMER';
  const subject = claims.sub?.slice(0, 255) ?? null;
  return {
    kind,
    accountId: accountOf(claims, options.audiences) ?? options.accountId,
    subject,
    client: namedClient(claims) ?? (kind === 'CLIENT' ? subject : null),
    person: kind === 'STAFF' ? subject : null,
    scopes,
    customerId,
    expiresAt: claims.exp === undefined ? null : new Date(claims.exp * 1000),
    token,
  };
}

/** Claims that identify somebody: each is a string by RFC 7519 and RFC 9068. */
const identityClaims = ['sub', 'azp', 'client_id', 'gty', 'email'];

/** A signature says that the issuer wrote a claim, not that it is of the right type; null counts as not there. */
function checkTypes(claims: JWTPayload, { scopeClaims }: ClaimOptions): void {
  const refuse = (name: string, accepted: string) => {
    throw new InvalidTokenError({ check: 'claim', seen: `${name} is ${shapeOf(claims[name])}`, accepted });
  };
  for (const name of identityClaims) {
    if (typeof (claims[name] ?? '') !== 'string') refuse(name, 'a text');
  }
  for (const name of scopeClaims) {
    const value = claims[name] ?? '';
    if (typeof value !== 'string' && !Array.isArray(value)) refuse(name, 'a text or a list');
  }
}

/** The account in the audience that the token was accepted for, in either form that upstream writes it. */
function accountOf({ aud }: JWTPayload, audiences: readonly string[]): string | undefined {
  const accepted = [aud].flat().find((audience) => audience !== undefined && audiences.includes(audience));
  return /(?:\/accounts\/|^https:\/\/)([PT]\d{8})(?=@|$)/.exec(accepted ?? '')?.[1];
}

/** The scopes that a token's claims name, as they are written there. */
export function claimedScopes(claims: JWTPayload, names: readonly string[]): Scope[] {
  const claim = names.map((name) => claims[name]).find((value) => value !== undefined && value !== null);
  if (typeof claim === 'string') return claim.split(' ').filter((scope) => scope !== '');
  return Array.isArray(claim) ? claim.filter((scope) => typeof scope === 'string') : [];
}

function knownScopesOf(claims: JWTPayload, { scopeClaims, knownScopes }: ClaimOptions): Scope[] {
  return claimedScopes(claims, scopeClaims)
    .map((scope) => knownName(scope, knownScopes))
    .filter((scope) => scope !== undefined);
}

/** A client's subject is no customer, and only a token that may see own data has an owner. */
function isOfCustomer(claims: JWTPayload, scopes: ReadonlySet<Scope>): boolean {
  return !isOfClient(claims) && [...scopes].some(isOwnDataScope);
}

function isForOwnDataOnly(scopes: ReadonlySet<Scope>): boolean {
  return (
    [...scopes].some(isOwnDataScope) && [...scopes].every((scope) => isOwnDataScope(scope) || /^public\b/.test(scope))
  );
}

/** The id of a customer that a claim names by one of the forms; null where it names none. */
function customerOf(claim: unknown, { customerForms }: Pick<ClaimOptions, 'customerForms'>): string | null {
  if (typeof claim !== 'string') return null;
  for (const form of customerForms) {
    const [before = '', after = ''] = form.split('{customer}');
    if (!claim.startsWith(before) || !claim.endsWith(after)) continue;
    const id = claim.slice(before.length, claim.length - after.length);
    if (idProblem(id) === undefined) return id;
  }
  return null;
}

function withoutCustomer(claims: JWTPayload, { customerClaim, customerForms }: ClaimOptions): InvalidTokenError {
  const seen = `${customerClaim} is ${shapeOf(claims[customerClaim])}`;
  return new InvalidTokenError({ check: 'customer', seen, accepted: customerForms.join(', ') });
}

/** Client credentials say so in `gty`, or name the client as both subject and party. */
function isOfClient({ sub, ...claims }: JWTPayload): boolean {
  const isOwnParty = sub !== undefined && (claims['azp'] === sub || claims['client_id'] === sub);
  return claims['gty'] === 'client-credentials' || isOwnParty;
}

/** The client that a token says it was given to; `checkTypes` has seen that both claims are texts. */
function namedClient(claims: JWTPayload): string | undefined {
  const client = claims['client_id'] ?? claims['azp'];
  return typeof client === 'string' ? client.slice(0, 255) : undefined;
}

/**
 * A guess, as upstream does not publish it: of tokens that are not a client's, a person's carries an e-mail address.
 * It only tells callers who they are and admits nobody.
 */
function clientOrStaff(claims: JWTPayload): 'CLIENT' | 'STAFF' {
  return !isOfClient(claims) && typeof claims['email'] === 'string' ? 'STAFF' : 'CLIENT';
}
