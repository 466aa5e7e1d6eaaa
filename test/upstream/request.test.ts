import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/kernel/input-error.ts';
import {
  createCustomer,
  customerExists,
  findCustomerByToken,
  getCustomer,
  listLocations,
} from '../../src/upstream/endpoints/customers.ts';
import { listCustomerDiscounts, listDiscounts } from '../../src/upstream/endpoints/discounts.ts';
import { getCustomerReceipt } from '../../src/upstream/endpoints/receipts.ts';
import { askedFor, json, openSession, openUpstream, startServer } from './server.ts';

const hostile = [
  '..',
  '.',
  'a/../b',
  'a/..',
  '..\\a',
  '%2e%2e',
  'a%2f%2e%2e',
  '%252e%252e/x',
  '',
  ' a',
  'a\n',
  'a\u0000b',
];

describe('the base URL', () => {
  it('may hold the account, and a slash at its end', async () => {
    const server = await startServer((request, response) => json(response, askedFor(request)));
    const upstream = openUpstream(server, { baseUrl: `${server.origin}/v2/{aid}/at/` });
    await openSession(upstream).call(getCustomer, { path: { customer_id: 'c1' } });
    expect(await upstream.outage()).toBeNull();
    expect(server.seen.map(({ url }) => url)).toEqual([
      '/v2/T00000001/at/accounts/T00000001/customers/users/c1',
      '/v2/T00000001/at/accounts/T00000001/auth/keys',
    ]);
  });
});

describe('the headers that leave', () => {
  it('are these and no others on a read', async () => {
    const server = await startServer((request, response) => json(response, askedFor(request)));
    const session = openSession(openUpstream(server), {
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      tracestate: 'congo=t61rcWkgMzE',
    });
    await session.call(getCustomer, { path: { customer_id: 'c1' } });
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(server.seen[0]?.headers).toEqual({
      host: server.origin.slice('http://'.length),
      connection: 'keep-alive',
      authorization: 'Bearer secret-token',
      accept: 'application/json',
      'accept-encoding': 'gzip, br',
      'user-agent': `dintero-graphql/${version}`,
      'x-request-id': 'request-1',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      tracestate: 'congo=t61rcWkgMzE',
    });
  });

  it('tell of a JSON body where there is one', async () => {
    const server = await startServer((_, response) => json(response, {}));
    await openSession(openUpstream(server)).call(findCustomerByToken, {
      body: { token: { type: 'phone_number', value: 'å' } },
    });
    expect(server.seen[0]).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': '46' },
      body: '{"token":{"type":"phone_number","value":"å"}}',
    });
  });

  it('hold no authorization for a caller without a token', async () => {
    const server = await startServer((request, response) => json(response, askedFor(request)));
    const session = openSession(openUpstream(server), { token: null });
    await session.call(getCustomer, { path: { customer_id: 'c1' } });
    expect(Object.keys(server.seen[0]?.headers ?? {}).sort()).toEqual(
      ['accept', 'accept-encoding', 'connection', 'host', 'user-agent', 'x-request-id'].sort(),
    );
  });
});

describe('the path', () => {
  it('is the template below the base URL, with the account filled in', async () => {
    const server = await startServer((_, response) => json(response, { id: 'r1' }));
    const session = openSession(openUpstream(server));
    await session.call(getCustomerReceipt, { path: { customer_id: 'c1', receipt_id: 'r1' } });
    expect(server.seen[0]?.url).toBe('/v1/accounts/T00000001/receipts/customers/c1/r1');
  });

  it('holds any id that is allowed as one segment, and as it was', async () => {
    const server = await startServer((request, response) => json(response, askedFor(request)));
    const session = openSession(openUpstream(server), { budget: Number.POSITIVE_INFINITY });
    const id = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .map((inner) => `x${inner}y/+ ?#%41&é`.replaceAll(/\p{Cc}/gu, ''));
    await fc.assert(
      fc.asyncProperty(id, async (customer_id) => {
        await session.call(getCustomer, { path: { customer_id } });
        const segments = server.seen.at(-1)?.url.split('/') ?? [];
        expect(segments).toHaveLength(7);
        expect(decodeURIComponent(segments[6] ?? '')).toBe(customer_id);
      }),
    );
  });

  it.each(hostile)('refuses the id %j before anything is sent', async (customer_id) => {
    const server = await startServer((_, response) => json(response, {}));
    const session = openSession(openUpstream(server));
    await expect(session.call(getCustomer, { path: { customer_id } })).rejects.toThrow(InputError);
    expect(server.seen).toHaveLength(0);
    expect(session.callCount).toBe(0);
  });

  it.each(hostile)('refuses the cursor %j before anything is sent', async (after) => {
    const server = await startServer((_, response) => json(response, []));
    const session = openSession(openUpstream(server));
    const page = session.page(listDiscounts, {}, { first: 10, from: { after, skip: 0 } });
    await expect(page).rejects.toThrow(InputError);
    expect(server.seen).toHaveLength(0);
  });
});

describe('the query', () => {
  it('repeats the name of a list, leaves out what is undefined and escapes the rest', async () => {
    const server = await startServer((_, response) => json(response, []));
    const session = openSession(openUpstream(server));
    await session.call(listLocations, {
      query: { status: ['active', 'inactive'], search: 'Å & b=c', limit: 5, starting_after: undefined },
    });
    expect([...new URLSearchParams(server.seen[0]?.url.split('?')[1])]).toEqual([
      ['status', 'active'],
      ['status', 'inactive'],
      ['search', 'Å & b=c'],
      ['limit', '5'],
    ]);
  });

  it('is not there at all where nothing is asked', async () => {
    const server = await startServer((_, response) => json(response, []));
    const session = openSession(openUpstream(server));
    await session.call(listCustomerDiscounts, { path: { customer_id: 'c1' }, query: { limit: undefined } });
    expect(server.seen[0]?.url).toBe('/v1/accounts/T00000001/discounts/customers/c1/rules');
  });
});

describe('a call', () => {
  it('sends the body as JSON and returns the JSON of the answer', async () => {
    const server = await startServer((_, response) => json(response, { customer_id: 'new' }));
    const created = await openSession(openUpstream(server)).call(createCustomer, {
      body: { type: 'customer', first_name: 'Kari' },
    });
    expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual({ type: 'customer', first_name: 'Kari' });
    expect(created).toEqual({ customer_id: 'new' });
  });

  it('returns undefined for HEAD, which has no body', async () => {
    const server = await startServer((_, response) => response.writeHead(200, { 'content-length': '17' }).end());
    const session = openSession(openUpstream(server));
    await expect(session.call(customerExists, { query: { email: 'kari@example.com' } })).resolves.toBeUndefined();
    expect(server.seen[0]?.method).toBe('HEAD');
  });

  it('keeps connections open between calls', async () => {
    const ports = new Set<number | undefined>();
    const server = await startServer((request, response) => {
      ports.add(response.socket?.remotePort);
      json(response, askedFor(request));
    });
    const upstream = openUpstream(server);
    for (let call = 0; call < 10; call += 1) {
      await openSession(upstream).call(getCustomer, { path: { customer_id: 'c1' } });
    }
    expect(server.seen).toHaveLength(10);
    // Two: a connection is free again a moment after its answer is complete.
    expect(ports.size).toBeLessThanOrEqual(2);
  });
});
