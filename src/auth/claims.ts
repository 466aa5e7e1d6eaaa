import type { JWTPayload } from 'jose';
import { checkedId } from '../kernel/ids.ts';
import { isOwnDataScope, type Scope } from '../kernel/scope.ts';
import type { Viewer } from './viewer.ts';

/** Which claims tell what: upstream does not publish them. */
export interface ClaimOptions {
  readonly accountId: string;
  /** Claim that holds the scopes; undefined: `scope`, else `scp`, else `permissions`. */
  readonly scopeClaim: string | undefined;
  /** Claim that holds the customer of a customer's token. */
  readonly customerClaim: string;
}

/** Whom the claims of a verified token stand for. */
export function viewerOf(claims: JWTPayload, token: string, options: ClaimOptions): Viewer {
  const scopes = new Set(scopesOf(claims, options.scopeClaim).map(currentName));
  // A client's subject is no customer: only a token that may see own data has an owner.
  const customerId = [...scopes].some(isOwnDataScope) ? customerOf(claims[options.customerClaim]) : null;
  return {
    kind: customerId === null ? clientOrStaff(claims) : 'CUSTOMER',
    accountId: options.accountId,
    scopes,
    customerId,
    expiresAt: claims.exp === undefined ? null : new Date(claims.exp * 1000),
    token,
  };
}

function scopesOf(claims: JWTPayload, configured: string | undefined): Scope[] {
  const claim =
    configured === undefined ? (claims['scope'] ?? claims['scp'] ?? claims['permissions']) : claims[configured];
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

/** Client credentials say so in `gty`, or name the client as both subject and party; a person's token carries an address. */
function clientOrStaff(claims: JWTPayload): 'CLIENT' | 'STAFF' {
  const isClient =
    claims['gty'] === 'client-credentials' || claims['azp'] === claims.sub || claims['client_id'] === claims.sub;
  return !isClient && typeof claims['email'] === 'string' ? 'STAFF' : 'CLIENT';
}
