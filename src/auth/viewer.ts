import type { Scope } from '../kernel/scope.ts';

/** The caller, as the access token describes them. */
export interface Viewer {
  /** `CLIENT` an API client, `CUSTOMER` a customer of the merchant, `STAFF` an account user, `ANONYMOUS` no token. */
  readonly kind: 'CLIENT' | 'CUSTOMER' | 'STAFF' | 'ANONYMOUS';
  /** Account of the token, null without one. */
  readonly accountId: string | null;
  /** Subject of the token, for audit lines; null without one. */
  readonly subject: string | null;
  readonly scopes: ReadonlySet<Scope>;
  /** The customer whom the token belongs to; null for everybody else, who then owns no data. */
  readonly customerId: string | null;
  /** Null without a token. */
  readonly expiresAt: Date | null;
  /** The token itself, to be sent upstream and nowhere else; null without one. */
  readonly token: string | null;
}

/** The viewer of a request without a token. */
export const anonymous: Viewer = {
  kind: 'ANONYMOUS',
  accountId: null,
  subject: null,
  scopes: new Set(),
  customerId: null,
  expiresAt: null,
  token: null,
};
