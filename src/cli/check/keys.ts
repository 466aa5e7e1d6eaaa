import { keyFile } from '../../auth/tokens/key-file.ts';
import { usableKey } from '../../auth/tokens/usable-key.ts';
import type { DinteroConfig } from '../../config/config.ts';
import { type Jwk, KeyFetchError } from '../../kernel/jwk.ts';
import { type AccountKeysOptions, accountKeys, accountToken, audienceOfAccount, jwksUrl } from '../../upstream/keys.ts';
import { connectionAdvice } from './connection.ts';
import { failed, passed, type Step } from './step.ts';

/** Calls the token endpoint as the server does; returns the step, and the token if there is one. */
export async function checkTokenEndpoint(options: AccountKeysOptions): Promise<{ step: Step; token: string | null }> {
  const name = 'token endpoint (POST /auth/token)';
  try {
    const { value, seconds } = await accountToken(options);
    return { step: passed(name, `a token for ${seconds} seconds`), token: value };
  } catch (error) {
    const { message, ...why } = asFetchError(error);
    return { step: failed(name, [message], ...tokenAdvice(why, audienceOfAccount(options.accountId))), token: null };
  }
}

function tokenAdvice({ status, fault }: Pick<KeyFetchError, 'status' | 'fault'>, audience: string): string[] {
  if (status === 401)
    return [
      'DINTERO_CLIENT_ID or DINTERO_CLIENT_SECRET is wrong: the account does not know the client, or its secret is another.',
    ];
  if (status === 403)
    return [`The client has no grant for ${audience}: give it one of type client_credentials, with read:accounts.`];
  if (status === 404) return ['DINTERO_ACCOUNT_ID or DINTERO_BASE_URL is wrong: there is no such account.'];
  return status === null ? [connectionAdvice(fault)] : [];
}

/** Each source of keys: whether it answers, in which form, and with how many keys that can be used. */
export async function checkKeys(dintero: DinteroConfig, account: AccountKeysOptions | null): Promise<Step[]> {
  const steps: Step[] = [];
  if (account !== null) steps.push(await checkSource('keys of the account (GET /auth/keys)', accountKeys(account)));
  if (dintero.jwksUrl !== null)
    steps.push(await checkSource('keys at JWKS_URL', jwksUrl(dintero.jwksUrl, dintero.proxy)));
  if (dintero.jwksFile !== null) steps.push(await checkSource('keys in JWKS_FILE', keyFile(dintero.jwksFile)));
  return steps;
}

async function checkSource(name: string, fetch: () => Promise<readonly Jwk[]>): Promise<Step> {
  try {
    const keys = await fetch();
    const read = await Promise.all(keys.map(usableKey));
    const problems = read.filter((key) => typeof key === 'string');
    const found = [
      `${keys.length - problems.length} of ${keys.length} keys can be used`,
      ...[...new Set(problems)].map((problem) => `one that cannot ${problem}`),
    ];
    if (problems.length < keys.length) return passed(name, ...found);
    return failed(name, found, 'Another source of keys is needed: JWKS_URL or JWKS_FILE.');
  } catch (error) {
    const { step, status, message } = asFetchError(error);
    const change =
      step === 'keys' && (status === 401 || status === 403)
        ? ["The server's own client lacks read:accounts: add it to the client's grant, or use JWKS_FILE."]
        : step === 'keys' && status === 200
          ? ['The key list has another form: put the keys into a file as { "keys": [...] } and set JWKS_FILE.']
          : [];
    return failed(name, [message], ...change);
  }
}

function asFetchError(error: unknown): KeyFetchError {
  if (error instanceof KeyFetchError) return error;
  throw error;
}
