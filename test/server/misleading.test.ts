import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FaultEffect } from '../../src/sandbox/faults.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { ask, bearer, post, serve, type TestServer } from './server.ts';

// An upstream that answers something else than it was asked: what is shown of it, and what is said.

let sandbox: Sandbox;
let server: TestServer;
let token: Readonly<Record<string, string>>;
beforeAll(async () => {
  sandbox = await startSandbox();
  token = bearer(await sandbox.token('admin'));
});
beforeEach(async () => {
  server = await serve(sandbox);
  return () => server.close();
});
afterAll(() => sandbox.close());

async function under(effect: FaultEffect, on: 'getCustomer' | 'createTransaction', query: string) {
  const lift = sandbox.fail({ on, ...effect });
  const answer = await ask(server, post(query, token));
  lift();
  return answer;
}

describe('a read', () => {
  it.each<[string, FaultEffect]>([
    ['another customer', { status: 200, body: { customer_id: 'C1002', first_name: 'Canary' } }],
    ['a list', { status: 200, body: [{ customer_id: 'C1001', first_name: 'Canary' }] }],
    ['an error that is called success', { status: 200, body: { error: { message: 'Canary' } } }],
    ['a customer without an id', { status: 200, body: { first_name: 'Canary' } }],
  ])('that is answered with %s costs its own field, and its siblings arrive', async (_, effect) => {
    const { status, body } = await under(
      effect,
      'getCustomer',
      '{ customer(customerId: "C1001") { firstName walletCards(first: 1) { nodes { cardId } } } walletCard(cardId: "GK100001") { cardId } }',
    );
    expect([status, body.data]).toEqual([200, { customer: null, walletCard: { cardId: 'GK100001' } }]);
    expect(body.errors).toMatchObject([{ path: ['customer'], extensions: { code: 'UPSTREAM_MALFORMED' } }]);
    expect(JSON.stringify(body)).not.toContain('Canary');
  });

  it('leaves one line in the log for each place and flaw, which names both and shows nothing of the answer', async () => {
    const query = '{ a: customer(customerId: "C1001") { firstName } b: customer(customerId: "C1003") { firstName } }';
    await under({ status: 200, body: { customer_id: 'CANARY' } }, 'getCustomer', query);
    const told = server.lines.filter(({ msg }) => msg === 'an upstream call failed');
    expect(told).toMatchObject([{ endpoint: 'getCustomer', kind: 'malformed', flaw: 'other_id', status: 200 }]);
    expect(JSON.stringify(server.lines)).not.toContain('CANARY');
  });
});

describe('a write', () => {
  const draw = (refId: string) =>
    `mutation { walletTransactionCreate(input: { card: { cardId: "GK100001" }, amount: 1, currency: "NOK", refId: "${refId}" }) { transaction { transactionId } userErrors { code } } }`;

  it.each<[string, FaultEffect, string]>([
    ['no content', { status: 204 }, 'UPSTREAM_MALFORMED'],
    ['an empty object', { status: 200, body: {} }, 'UPSTREAM_MALFORMED'],
    ['an empty list', { status: 200, body: [] }, 'UPSTREAM_MALFORMED'],
    ['another success', { status: 201, body: { id: 't1' } }, 'UPSTREAM_MALFORMED'],
    ['a time-out', { status: 408 }, 'UPSTREAM_TIMEOUT'],
  ])('that is answered with %s is told as one that may have been done', async (what, effect, code) => {
    const refId = `mislead-${what}`;
    const { body } = await under(effect, 'createTransaction', draw(refId));
    expect(body.data).toEqual({ walletTransactionCreate: null });
    expect(body.errors).toMatchObject([{ extensions: { code, outcome: 'UNKNOWN', refId } }]);
  });
});
