import type { TokenSettings } from '../auth/tokens/verify.ts';
import type { Config } from '../config/config.ts';
import type { Scope } from '../kernel/scope.ts';
import { endpointTable } from '../upstream/contract/endpoints.ts';

/** Settings for verifying tokens and reading their claims. */
export interface AccountTokenSettings extends TokenSettings {
  /** Issuers of tokens that are signed with the account's own keys. */
  readonly issuers: readonly string[];
  /** Issuers of tokens that are signed with the other keys, of a URL or a file. */
  readonly jwksIssuers: readonly string[];
}

/** Every scope that some endpoint of the contract admits. */
export const knownScopes: ReadonlySet<Scope> = new Set(Object.values(endpointTable).flatMap(({ scopes }) => scopes));

type TokenConfig = Pick<
  Config,
  | 'tokenIssuers'
  | 'tokenAudiences'
  | 'tokenScopeClaim'
  | 'tokenCustomerClaim'
  | 'tokenCustomerForm'
  | 'tokenMaxLifetime'
  | 'tokenCacheBytes'
  | 'tokenClockSkew'
  | 'jwksIssuers'
>;

/** The settings of tokens for one account, whose id stands where `{account}` is written. */
export function tokenSettings(config: TokenConfig, accountId: string): AccountTokenSettings {
  const filled = (values: readonly string[]) => values.map((value) => value.replaceAll('{account}', accountId));
  return {
    accountId,
    issuers: filled(config.tokenIssuers),
    jwksIssuers: filled(config.jwksIssuers ?? config.tokenIssuers),
    audiences: filled(config.tokenAudiences),
    scopeClaims: config.tokenScopeClaim,
    knownScopes,
    customerClaim: config.tokenCustomerClaim,
    customerForms: config.tokenCustomerForm,
    clockSkew: config.tokenClockSkew,
    maxLifetime: config.tokenMaxLifetime,
    cacheBytes: config.tokenCacheBytes,
  };
}
