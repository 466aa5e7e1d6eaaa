import type { JWTPayload } from 'jose';
import { checkedId } from '../../kernel/ids.ts';
import { isOwnDataScope, type Scope } from '../../kernel/scope.ts';
import type { Viewer } from '../viewer.ts';

/** Which claims tell what: upstream does not publish them. */
export interface ClaimOptions {
  /** Values of which `aud` must hold one; at least one. */
  readonly audiences: readonly string[];
  /** Account of a token whose audience names none. */
  readonly accountId: string;
  /** Claims that may hold the scopes; the first that is there counts. */
  readonly scopeClaims: readonly string[];
  /** Claim that holds the customer of a customer's token. */
  readonly customerClaim: string;
}

/** Whom the claims of a verified token stand for. */
export function viewerOf(claims: JWTPayload, token: string, options: ClaimOptions): Viewer {
  const scopes = new Set(scopesOf(claims, options.scopeClaims).map(currentName));
  // A client's subject is no customer: only a token that may see own data has an owner.
  const customerId = [...scopes].some(isOwnDataScope) ? customerOf(claims[options.customerClaim]) : null;
  return {
    kind: customerId === null ? clientOrStaff(claims) : 'CUSTOMER',
    accountId: accountOf(claims, options.audiences) ?? options.accountId,
    scopes,
    customerId,
    expiresAt: claims.exp === undefined ? null : new Date(claims.exp * 1000),
    token,
  };
}

/** The account in the audience that the token was accepted for: `https://api.dintero.com/v1/accounts/P00000000`. */
function accountOf({ aud }: JWTPayload, audiences: readonly string[]): string | undefined {
  const accepted = [aud].flat().find((audience) => audience !== undefined && audiences.includes(audience));
  return accepted === undefined ? undefined : /\/accounts\/([^/]+)$/.exec(accepted)?.[1];
}

function scopesOf(claims: JWTPayload, names: readonly string[]): Scope[] {
  const claim = names.map((name) => claims[name]).find((value) => value !== undefined && value !== null);
  if (typeof claim === 'string') return claim.split(' ').filter((scope) => scope !== '');
  return Array.isArray(claim) ? claim.filter((scope) => typeof scope === 'string') : [];
}

const legacyName =
  /^[a-z]+_(customers|receipts|wallets|discounts|shopping|locations|accounts|automations):(admin|read|write|user|public)$/;

/** The name that the contract gives a scope: `customer_customers:read` was the name of `read:customers`. */
function currentName(scope: Scope): Scope {
  const match = legacyName.exec(scope);
  return match === null ? scope : `${match[2]}:${match[1]}`;
}

function customerOf(claim: unknown): string | null {
  if (typeof claim !== 'string') return null;
  try {
    return checkedId('customer', claim);
  } catch {
    return null;
  }
}

/**
 * A guess, as upstream does not publish it: client credentials say so in `gty`, or name the client as both subject and
 * party; of the rest, a person's token carries an e-mail address. It only tells callers who they are and admits nobody.
 */
function clientOrStaff({ sub, ...claims }: JWTPayload): 'CLIENT' | 'STAFF' {
  const isOwnParty = sub !== undefined && (claims['azp'] === sub || claims['client_id'] === sub);
  const isClient = claims['gty'] === 'client-credentials' || isOwnParty;
  return !isClient && typeof claims['email'] === 'string' ? 'STAFF' : 'CLIENT';
}
