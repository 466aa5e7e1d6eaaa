import { readFile } from 'node:fs/promises';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type DeviationName, deviations } from '../../src/sandbox/deviations/deviations.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';

let plain: Sandbox;
beforeAll(async () => {
  plain = await startSandbox();
});
afterAll(() => plain.close());

async function open(...deviate: DeviationName[]): Promise<Sandbox> {
  const sandbox = await startSandbox({ deviate });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

async function read(sandbox: Sandbox, path: string, token?: string): Promise<unknown> {
  return JSON.parse((await raw(sandbox, path, token)).bytes.toString('utf8'));
}

async function raw({ url, accountId, token }: Sandbox, path: string, own?: string) {
  const headers = { authorization: `Bearer ${own ?? (await token('admin'))}` };
  const response = await fetch(`${url}/accounts/${accountId}${path}`, { headers });
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
}

async function claims(sandbox: Sandbox, persona: 'mobile' | 'helpdesk') {
  const token = await sandbox.token(persona);
  // Whatever a token says, the sandbox knows who holds it.
  expect((await raw(sandbox, '/customers/users/C1001', token)).status).toBe(200);
  return decodeJwt(token);
}

async function serverToken({ url, accountId }: Sandbox): Promise<Response> {
  return fetch(`${url}/accounts/${accountId}/auth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('bff:sandbox-secret')}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      grant_type: 'client_credentials',
      audience: `https://api.dintero.com/v1/accounts/${accountId}`,
    }),
  });
}

const firstCard = '/wallets/cards/GK100001';
const offers = '/discounts/customers/C1001/rules?limit=6';

/** What of each deviation can be seen from outside. */
const seen: { readonly [Name in DeviationName]: (sandbox: Sandbox) => Promise<unknown> } = {
  'issuer-with-account': async (sandbox) => (await claims(sandbox, 'helpdesk')).iss,
  'issuer-unknown': async (sandbox) => (await claims(sandbox, 'helpdesk')).iss,
  'audience-with-account': async (sandbox) => (await claims(sandbox, 'helpdesk')).aud,
  'audience-unknown': async (sandbox) => (await claims(sandbox, 'helpdesk')).aud,
  'scopes-legacy': async (sandbox) => (await claims(sandbox, 'helpdesk'))['scope'],
  'scopes-in-scopes': async (sandbox) => (await claims(sandbox, 'helpdesk'))['scopes'],
  'subject-uuid': async (sandbox) => {
    const { sub, customer_id } = await claims(sandbox, 'mobile');
    return { sub, customer_id };
  },
  'subject-prefixed': async (sandbox) => (await claims(sandbox, 'mobile')).sub,
  'client-refused': async (sandbox) => (await serverToken(sandbox)).status,
  'grant-refused': async (sandbox) => (await serverToken(sandbox)).status,
  'client-without-scope': async (sandbox) => {
    const { access_token } = await (await serverToken(sandbox)).json();
    return (await raw(sandbox, '/auth/keys', access_token)).status;
  },
  'keys-in-object': (sandbox) => read(sandbox, '/auth/keys'),
  'keys-by-id': async (sandbox) => Object.entries(Object(await read(sandbox, '/auth/keys'))),
  'keys-with-line-breaks': (sandbox) => read(sandbox, '/auth/keys'),
  'keys-without-id': (sandbox) => read(sandbox, '/auth/keys'),
  'amounts-as-strings': (sandbox) => read(sandbox, firstCard),
  'amounts-as-decimals': async (sandbox) => ({
    order: await read(sandbox, '/shopping/orders?limit=1'),
    card: await read(sandbox, firstCard),
  }),
  'currency-missing': async (sandbox) => Object.hasOwn(Object(await read(sandbox, firstCard)), 'currency'),
  'currency-new': (sandbox) => read(sandbox, firstCard),
  'currency-unknown': (sandbox) => read(sandbox, firstCard),
  'dates-without-zone': (sandbox) => read(sandbox, firstCard),
  'dates-impossible': (sandbox) => read(sandbox, '/customers/users/C1001'),
  'references-null': async (sandbox) => ({
    discounts: await read(sandbox, offers),
    orders: await read(sandbox, '/shopping/orders?limit=1'),
  }),
  'enum-new-value': (sandbox) => read(sandbox, '/customers/users/C1001'),
  'link-without-href': (sandbox) => read(sandbox, offers),
  'currencies-anything-but': (sandbox) => read(sandbox, offers),
  'rows-without-ids': (sandbox) => read(sandbox, '/customers/users?limit=1'),
  'cursor-ignored': (sandbox) => read(sandbox, '/customers/users?limit=1&starting_after=C1001'),
  'filters-ignored': (sandbox) => read(sandbox, '/customers/users?limit=2&email=kari.nordmann.0@example.com'),
  'not-found-inferred': async (sandbox) => (await raw(sandbox, '/shopping/orders')).status,
  'latin-1': async (sandbox) => {
    const { headers, bytes } = await raw(sandbox, '/discounts/campaigns');
    return { type: headers.get('content-type'), hasName: bytes.includes(Buffer.from('Høstsalg', 'latin1')) };
  },
  'latin-1-unmarked': async (sandbox) => {
    const { headers, bytes } = await raw(sandbox, '/discounts/campaigns');
    return { type: headers.get('content-type'), hasName: bytes.includes(Buffer.from('Høstsalg', 'latin1')) };
  },
  'byte-order-mark': async (sandbox) => (await raw(sandbox, firstCard)).bytes.subarray(0, 4).toString('utf8'),
  gzip: async (sandbox) => {
    const { headers } = await raw(sandbox, firstCard);
    return { encoding: headers.get('content-encoding'), card: await read(sandbox, firstCard) };
  },
};

/** What is seen with it; without it, something else is. */
const expected: { readonly [Name in DeviationName]: unknown } = {
  'issuer-with-account': 'https://T00000001@api.dintero.com',
  'issuer-unknown': 'https://login.example.com',
  'audience-with-account': 'https://T00000001@api.dintero.com/v1/accounts/T00000001',
  'audience-unknown': 'https://api.example.com',
  'scopes-legacy': expect.arrayContaining(['customers:read', 'wallets:read']),
  'scopes-in-scopes': expect.arrayContaining(['read:customers']),
  'subject-uuid': { sub: expect.stringMatching(/^[0-9a-f-]{36}$/), customer_id: 'C1001' },
  'subject-prefixed': 'dintero:user:C1001',
  'client-refused': 401,
  'grant-refused': 403,
  'client-without-scope': 403,
  'keys-in-object': { keys: [expect.objectContaining({ kty: 'RSA' })] },
  'keys-by-id': [[expect.stringMatching(/-/), expect.objectContaining({ kty: 'RSA' })]],
  'keys-with-line-breaks': [expect.objectContaining({ n: expect.stringMatching(/^.{64}\n/) })],
  'keys-without-id': [expect.not.objectContaining({ kid: expect.anything() })],
  'amounts-as-strings': expect.objectContaining({ amount_balance: expect.stringMatching(/^\d+$/) }),
  'amounts-as-decimals': {
    order: expect.objectContaining({
      orders: [expect.objectContaining({ gross_amount: expect.toSatisfy(isNoWhole) })],
    }),
    card: expect.objectContaining({ amount_balance: expect.toSatisfy(isNoWhole) }),
  },
  'currency-missing': false,
  'currency-new': expect.objectContaining({ currency: 'XCG' }),
  'currency-unknown': expect.objectContaining({ currency: 'VED' }),
  'dates-without-zone': expect.objectContaining({ created_at: expect.stringMatching(/T[\d:.]+$/) }),
  'dates-impossible': expect.objectContaining({ date_of_birth: '1990-02-31', created_at: '2026-02-31T12:00:00Z' }),
  'references-null': {
    discounts: expect.arrayContaining([expect.objectContaining({ campaign_id: null })]),
    orders: expect.objectContaining({
      orders: [
        expect.objectContaining({
          customer: expect.objectContaining({ id: null }),
          store: expect.objectContaining({ id: '' }),
        }),
      ],
    }),
  },
  'enum-new-value': expect.objectContaining({ type: 'something_new' }),
  'link-without-href': expect.arrayContaining([
    expect.objectContaining({ links: [{ rel: 'thumbnail_discount_image', type: 'image/png' }, expect.anything()] }),
  ]),
  'currencies-anything-but': expect.arrayContaining([
    expect.objectContaining({ requirement: expect.objectContaining({ currencies: [{ 'anything-but': ['NOK'] }] }) }),
  ]),
  'rows-without-ids': [expect.not.objectContaining({ id: expect.anything() })],
  'cursor-ignored': [expect.objectContaining({ customer_id: 'C1001' })],
  'filters-ignored': [expect.anything(), expect.anything()],
  'not-found-inferred': 404,
  'latin-1': { type: 'application/json; charset=ISO-8859-1', hasName: true },
  'latin-1-unmarked': { type: 'application/json', hasName: true },
  'byte-order-mark': '\uFEFF{'.slice(0, 2),
  gzip: { encoding: 'gzip', card: expect.objectContaining({ card_id: 'GK100001' }) },
};

function isNoWhole(value: unknown): boolean {
  return typeof value === 'number' && !Number.isInteger(value);
}

describe.each(Object.keys(deviations) as DeviationName[])('%s', (name) => {
  it('is seen with it, and not without it', async () => {
    expect(await seen[name](await open(name))).toEqual(expected[name]);
    expect(await seen[name](plain)).not.toEqual(expected[name]);
  });
});

it('several work together', async () => {
  const sandbox = await open('amounts-as-strings', 'currency-unknown', 'gzip');
  expect(await read(sandbox, firstCard)).toMatchObject({ amount_balance: expect.any(String), currency: 'VED' });
});

it('the page lists them', async () => {
  const page = await readFile(new URL('../../docs/sandbox.md', import.meta.url), 'utf8');
  for (const name of Object.keys(deviations)) expect(page).toContain(`| \`${name}\` |`);
});
