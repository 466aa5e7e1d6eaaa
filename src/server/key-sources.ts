import { keyFile } from '../auth/tokens/key-file.ts';
import type { KeySource } from '../auth/tokens/keys.ts';
import type { DinteroConfig } from '../config/config.ts';
import { accountKeys, jwksUrl } from '../upstream/keys.ts';
import type { AccountTokenSettings } from './token-settings.ts';

/** Where the keys of an account come from, and whose tokens each source's keys may verify. */
export function keySources(
  { baseUrl, accountId, client, jwksUrl: url, jwksFile, proxy }: DinteroConfig,
  { issuers, jwksIssuers }: AccountTokenSettings,
): KeySource[] {
  const account = client && { baseUrl, accountId, clientId: client.id, clientSecret: client.secret, proxy };
  return [
    ...(account === null ? [] : [{ name: 'account', issuers, fetch: accountKeys(account) }]),
    ...(url === null ? [] : [{ name: 'JWKS_URL', issuers: jwksIssuers, fetch: jwksUrl(url, proxy) }]),
    ...(jwksFile === null ? [] : [{ name: 'JWKS_FILE', issuers: jwksIssuers, fetch: keyFile(jwksFile) }]),
  ];
}
