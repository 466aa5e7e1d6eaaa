import { expect } from 'vitest';
import { callFailed, type Row } from './row.ts';

const query = '{ customer(customerId: "C1001") { customerId } }';
const data = { customer: { customerId: 'C1001' } };
const me = '{ me { customerId } }';

/** No token can be verified: the log has said why since the start. */
function withoutKeys(facts: object, ...check: readonly string[]): Row {
  return {
    query,
    status: 503,
    data: undefined,
    errors: ['SERVICE_UNAVAILABLE'],
    log: [{ msg: 'keys could not be fetched', source: 'account', ...facts }],
    check,
  };
}

function refused(check: 'iss' | 'aud', seen: string, setting: string): Row {
  return {
    query,
    status: 401,
    data: undefined,
    errors: ['UNAUTHENTICATED'],
    log: [{ msg: 'an access token was refused', check, seen: JSON.stringify(seen) }],
    check: [`    refused for its ${check}: "${seen}"`, expect.stringMatching(`^    → .* add it to ${setting}\\.$`)],
    mended: { env: { [setting]: seen }, data },
  };
}

/** Keys, tokens and what they say. */
export const credentialRows = {
  'client-refused': withoutKeys(
    { step: 'token', status: 401 },
    '    → DINTERO_CLIENT_ID or DINTERO_CLIENT_SECRET is wrong: the account does not know the client, or its secret is another.',
  ),
  'grant-refused': withoutKeys(
    { step: 'token', status: 403 },
    '    → The client has no grant for https://api.dintero.com/v1/accounts/T00000001: give it one of type client_credentials, with read:accounts.',
  ),
  'client-without-scope': withoutKeys(
    { step: 'keys', status: 403 },
    "    → The server's own client lacks read:accounts: add it to the client's grant, or use JWKS_FILE.",
  ),
  'keys-by-id': withoutKeys(
    { step: 'keys', status: 200, reason: expect.stringContaining('not a list of keys, but an object') },
    '    → The key list has another form: put the keys into a file as { "keys": [...] } and set JWKS_FILE.',
  ),
  'keys-in-object': { query, data },
  'keys-with-line-breaks': { query, data },
  'keys-without-id': { query, data },
  'issuer-with-account': { query, data },
  'issuer-unknown': refused('iss', 'https://login.example.com', 'TOKEN_ISSUERS'),
  'audience-with-account': { query, data },
  'audience-unknown': refused('aud', 'https://api.example.com', 'TOKEN_AUDIENCES'),
  'scopes-legacy': { query, data },
  'scopes-in-scopes': { query, data },
  'subject-prefixed': { as: 'mobile', query: me, data: { me: { customerId: 'C1001' } } },
  'subject-uuid': {
    as: 'mobile',
    query: me,
    data: { me: null },
    errors: ['UPSTREAM_REFUSED me'],
    log: [callFailed('getCustomer', { kind: 'refused', status: 403 })],
    check: ['    sub is a UUID', "    → If customer_id is the customer's id, set TOKEN_CUSTOMER_CLAIM=customer_id."],
    mended: { env: { TOKEN_CUSTOMER_CLAIM: 'customer_id' }, data: { me: { customerId: 'C1001' } } },
  },
} satisfies Record<string, Row>;
