import type { Scope } from '../kernel/scope.ts';

/** The caller, as the access token describes them. */
export interface Viewer {
  /** `CLIENT` an API client, `CUSTOMER` a customer of the merchant, `STAFF` an account user, `ANONYMOUS` no token. */
  readonly kind: 'CLIENT' | 'CUSTOMER' | 'STAFF' | 'ANONYMOUS';
  /** Account of the token, null without one. */
  readonly accountId: string | null;
  /** Subject of the token, for audit lines; null without one. */
  readonly subject: string | null;
  /** The API client that the token was given to, as `client_id`, `azp` or, for a client's own token, `sub` names it; null: not known. */
  readonly client: string | null;
  /**
   * Who acts: the account user of the token, or the person whom a signed statement names beside a client's token. It never
   * adds a right. Null: not known, and for customers.
   */
  readonly person: string | null;
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
  client: null,
  person: null,
  scopes: new Set(),
  customerId: null,
  expiresAt: null,
  token: null,
};
