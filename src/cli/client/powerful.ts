import type { Scope } from '../../kernel/scope.ts';

/** A client with this scope may have a code for any customer, and log in with it. */
export const codesOfAll: Scope = 'write:accounts:/auth/passwordless/code';

/** Who may ask for a code of any customer can log in as that customer; who may write accounts can grant itself anything. */
const masterKeys: ReadonlySet<Scope> = new Set(['admin:accounts', 'write:accounts', codesOfAll]);

/** With which partners sign merchants up; no endpoint that this server calls takes them. */
const ofPartners: ReadonlySet<Scope> = new Set([
  'create:account',
  'create:applicant',
  'write:accounts:/management/settings/connections/instabank',
  'write:accounts:/management/settings/connections/vipps',
]);

/** Whether a client with this scope can give itself every right, or log in as every customer. */
export function isMasterKey(scope: Scope): boolean {
  return masterKeys.has(scope);
}

/** Whether a scope is for partners who sign merchants up. */
export function isOfPartners(scope: Scope): boolean {
  return ofPartners.has(scope);
}
