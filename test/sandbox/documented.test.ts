import { decodeJwt } from 'jose';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { audience } from '../../src/sandbox/account.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  const started = await startSandbox();
  onTestFinished(() => started.close());
  sandbox = started;
});

interface Ask {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly token?: string;
}

async function ask(path: string, { method, body, headers, token }: Ask = {}) {
  const response = await fetch(`${sandbox.url}/accounts/${sandbox.accountId}${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      authorization: `Bearer ${token ?? (await sandbox.token('admin'))}`,
      'content-type': 'application/json',
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
  };
}

const basic = (client: string, secret: string) => ({ authorization: `Basic ${btoa(`${client}:${secret}`)}` });
const credentials = (wanted = audience) => ({ grant_type: 'client_credentials', audience: wanted });

describe('lists', () => {
  it.each(['/customers/users', '/customers/users/C1001/tokens', '/discounts/available_for_receipt/claims'])(
    'of %s say how many there are only when they are asked',
    async (path) => {
      const all = await ask(`${path}?limit=100`);
      const rows = Array.isArray(all.body) ? all.body : Object.values<unknown[]>(all.body)[0];
      const { headers } = await ask(`${path}?limit=1&total=true`);
      expect(Number(headers.get('total-count'))).toBeGreaterThanOrEqual(rows?.length ?? Number.NaN);
      expect(headers.get('access-control-expose-headers')).toContain('total-count');
      expect(all.headers.has('total-count')).toBe(false);
    },
  );

  it.each([
    ['/customers/users?since_datetime=2020-01-01T00:00:00Z&starting_after=C1001', '/query/since_datetime'],
    ['/customers/tokens/events?since_datetime=2020-01-01T00:00:00Z&starting_after=x', '/query/since_datetime'],
    ['/discounts/rules?since_datetime=2020-01-01T00:00:00Z&starting_after=x', '/query/since_datetime'],
    ['/customers/users?attributes_values=gold', '/query/attributes_values'],
  ])('refuse parameters that the vendor keeps apart, or together: %s', async (path, field) => {
    expect(await ask(path)).toMatchObject({ status: 400, body: { error: { errors: [{ field }] } } });
  });

  it('refuse a cursor that nothing has', async () => {
    for (const path of ['/customers/users', '/shopping/orders'])
      expect(await ask(`${path}?starting_after=nobody`)).toMatchObject({
        status: 400,
        body: { error: { errors: [{ field: '/starting_after' }] } },
      });
  });

  it('show what was deleted when they are asked', async () => {
    await ask('/wallets/cards/GK100001', { method: 'DELETE' });
    const ids = async (query: string) => {
      const seen: string[] = [];
      let after = '';
      do {
        const { body } = await ask(`/wallets/cards?limit=100${query}${after}`);
        seen.push(...body.cards.map(({ card_id }: { card_id: string }) => card_id));
        after = body.starting_after === undefined ? '' : `&starting_after=${body.starting_after}`;
      } while (after !== '');
      return seen;
    };
    expect(await ids('')).not.toContain('GK100001');
    expect(await ids('&include_deleted=true')).toContain('GK100001');
  });
});

describe('browsers', () => {
  it('may call from any page', async () => {
    const url = `${sandbox.url}/accounts/${sandbox.accountId}/discounts/public/rules`;
    const preflight = await fetch(url, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://shop.example.com',
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization,dintero-system-name',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization,dintero-system-name');
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(sandbox.calls).toEqual([]);
    expect((await ask('/nowhere')).headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe("the vendor's widget of offers", () => {
  // What it sends as its published source has it: a browser's token request, then the list or one offer.
  const system = { 'dintero-system-name': 'deals-web-sdk', 'dintero-system-version': '0.0.0' };

  async function signedIn() {
    const wanted = `${sandbox.url}/accounts/${sandbox.accountId}`;
    const headers = { ...system, ...basic('public', 'sandbox-secret') };
    const { status, body } = await ask('/auth/token', { body: credentials(wanted), headers });
    expect([status, body.token_type]).toEqual([200, 'Bearer']);
    return { ...system, authorization: `Bearer ${body.access_token}` };
  }

  it('gets the list, and of each offer what it shows without asking whether it is there', async () => {
    const { status, body } = await ask('/discounts/public/rules?limit=10', { headers: await signedIn() });
    expect([status, body.length > 3]).toEqual([200, true]);
    for (const offer of body) {
      expect(offer).toMatchObject({
        links: expect.any(Array),
        limitation: expect.any(Object),
        requirement: expect.any(Object),
        reward: { type: expect.any(String), value: expect.any(Number) },
      });
      const needsItems = offer.reward.type === 'discount_item_quantity';
      expect(!needsItems || Number.isInteger(offer.requirement.item?.quantity)).toBe(true);
    }
  });

  it('gets one offer by its id', async () => {
    const headers = await signedIn();
    const [first] = (await ask('/discounts/public/rules?limit=1', { headers })).body;
    expect(await ask(`/discounts/public/rules/${first.id}`, { headers })).toMatchObject({ status: 200, body: first });
  });
});

describe('methods', () => {
  it('that a path does not take are told from paths that there are not', async () => {
    const wrong = await ask('/wallets/settings', { method: 'DELETE' });
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get('allow')).toBe('GET, PATCH');
    expect((await ask('/wallets/nothing', { method: 'DELETE' })).status).toBe(404);
  });
});

describe('tokens', () => {
  const token = (body: object, client = 'helpdesk') =>
    ask('/auth/token', { body, headers: basic(client, 'sandbox-secret') });

  it('last four hours', async () => {
    const { body } = await token(credentials());
    const { exp = 0, iat = 0 } = decodeJwt(body.access_token);
    expect([body.expires_in, exp - iat]).toEqual([14_400, 14_400]);
  });

  it('are for the audience of a grant, in each form that is seen', async () => {
    const own = `${sandbox.url}/accounts/T00000001`;
    for (const wanted of [audience, 'https://T00000001@api.dintero.com/v1/accounts/T00000001', own])
      expect((await token(credentials(wanted))).status).toBe(200);
    for (const wanted of ['https://api.dintero.com', 'https://api.dintero.com/v1/accounts/T00000002'])
      expect((await token(credentials(wanted))).status).toBe(403);
  });

  it('of another audience are refused', async () => {
    const other = await sandbox.issue({ scopes: ['admin:wallets'], audience: 'https://api.example.com' });
    expect((await ask('/wallets/settings', { token: other })).status).toBe(401);
  });
});

describe('customers', () => {
  it('have e-mail addresses in which capitals do not count', async () => {
    const email = 'KARI.Nordmann.0@EXAMPLE.com';
    const { body } = await ask(`/customers/users?email=${encodeURIComponent(email)}`);
    expect(body).toMatchObject([{ customer_id: 'C1001' }]);
    expect(
      await ask('/customers/users', { body: { email, type: 'customer', first_name: 'Kari', last_name: 'N' } }),
    ).toMatchObject({
      status: 400,
      body: { error: { errors: [{ field: '/email' }] } },
    });
    const login = { email, password: 'sandbox-secret', type: 'customer', audience };
    const app = await sandbox.issue({ scopes: ['write:accounts:/auth/users'] });
    expect((await ask('/customers/login', { body: login, token: app })).status).toBe(200);
    expect(await ask('/customers/login', { body: { ...login, audience: 'x' }, token: app })).toMatchObject({
      status: 403,
    });
  });
});

describe('wallets', () => {
  const card = { card_id: 'GK-new', amount: 10_000, currency: 'NOK' };

  it('have no settings until some are saved, and then give new cards their end', async () => {
    expect((await ask('/wallets/settings')).body).toEqual({});
    const saved = await ask('/wallets/settings', { method: 'PATCH', body: { default_card_expires_in_days: 30 } });
    expect(saved).toMatchObject({ status: 200, body: { default_card_expires_in_days: 30 } });
    expect((await ask('/wallets/settings')).body).toEqual(saved.body);
    const { body } = await ask('/wallets/cards', { body: card });
    expect(Date.parse(body.expires_at) - Date.parse(body.created_at)).toBeGreaterThan(29 * 86_400_000);
  });

  it('call a card unused for all its life', async () => {
    expect((await ask('/wallets/cards', { body: card })).body).toMatchObject({ status: 'unused' });
    const use = { card_id: 'GK-new', amount: 100, currency: 'NOK', ref_id: 'r1' };
    expect((await ask('/wallets/transactions', { body: use })).status).toBe(200);
    expect((await ask('/wallets/cards/GK-new')).body).toMatchObject({ status: 'unused', amount_balance: 9_900 });
    const seeded = [...sandbox.state.cards.values()].map((each) => each.card.status);
    expect(new Set(seeded)).toEqual(new Set(['unused', 'inactive']));
  });

  it('act once on a key, and refuse it with other contents', async () => {
    await ask('/wallets/cards', { body: card });
    const use = { card_id: 'GK-new', amount: 100, currency: 'NOK', ref_id: 'r1' };
    const first = await ask('/wallets/transactions', { body: use });
    expect((await ask('/wallets/transactions', { body: use })).body).toEqual(first.body);
    expect(await ask('/wallets/transactions', { body: { ...use, amount: 200 } })).toMatchObject({
      status: 409,
      body: { error: { code: 'CONFLICT' } },
    });
  });
});

describe('businesses', () => {
  it('are looked up per country, with their subunits', async () => {
    const token = await sandbox.token('public');
    const norway = await ask('/search/external/organizations/no?limit=1', { token });
    expect(norway.body).toHaveLength(1);
    expect((await ask('/search/external/organizations/dk', { token })).body).toEqual([]);
    expect((await ask('/search/external/organizations/se', { token })).status).toBe(400);
    const path = `/search/external/organizations/NO/${norway.body[0].organization_number}/subunits`;
    expect((await ask(path, { token })).body).toMatchObject({ items: [{ business_name: expect.any(String) }] });
  });
});

describe('API clients', () => {
  it('are made, granted scopes by their id, and log in by their name', async () => {
    const made = await ask('/auth/clients', { body: { name: 'Kiosk', client_id: 'kiosk' } });
    expect(made).toMatchObject({ status: 200, body: { client_id: 'kiosk', client_secret: expect.any(String) } });
    const { id, client_secret } = made.body;
    const logIn = () => ask('/auth/token', { body: credentials(), headers: basic('kiosk', client_secret) });
    expect((await logIn()).status).toBe(403);
    const grant = { audience, scope: ['read:wallets'], type: 'client_credentials' };
    expect((await ask('/auth/client-grants', { body: { ...grant, client_id: 'kiosk' } })).status).toBe(400);
    const granted = await ask('/auth/client-grants', { body: { ...grant, client_id: id } });
    expect(granted.status).toBe(200);
    const read = async () => {
      const { body } = await logIn();
      return (await ask('/wallets/cards/GK100001', { token: body.access_token })).status;
    };
    expect(await read()).toBe(200);
    const scope = ['read:receipts'];
    await ask(`/auth/client-grants/${granted.body.id}`, { method: 'PATCH', body: { scope } });
    expect(await read()).toBe(403);
    expect((await ask('/auth/clients')).body).toContainEqual(expect.not.objectContaining({ client_secret }));
    expect(await ask(`/auth/clients/${id}`, { method: 'DELETE' })).toMatchObject({ status: 200 });
    expect((await logIn()).status).toBe(401);
  });

  it('need an administrator', async () => {
    const token = await sandbox.issue({ scopes: ['read:accounts'] });
    expect(await ask('/auth/clients', { body: { name: 'Kiosk' }, token })).toMatchObject({ status: 403 });
  });
});
