import { keyFile } from '../auth/tokens/key-file.ts';
import type { KeySource } from '../auth/tokens/keys.ts';
import { ConfigError, type DinteroConfig } from '../config/config.ts';
import { KeyFetchError } from '../kernel/jwk.ts';
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

/**
 * Reads a key file once, so that one that cannot be used is refused at the start like every wrong setting.
 *
 * @throws ConfigError where it cannot be read or holds no keys
 */
export async function tryKeyFile(path: string): Promise<void> {
  try {
    await keyFile(path)();
  } catch (error) {
    throw error instanceof KeyFetchError ? new ConfigError([`JWKS_FILE: ${error.message}`]) : error;
  }
}
