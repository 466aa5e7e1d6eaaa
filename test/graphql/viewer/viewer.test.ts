import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

describe('Viewer.can', () => {
  const query = `query ($at: [String!]!) { viewer { can(coordinates: $at) { coordinate allowed ownDataOnly required missing } } }`;
  const ask = (as: 'helpdesk-basic' | 'mobile', ...at: string[]) => harness.ask(query, { as, variables: { at } });

  it('says which fields the scopes admit to, without a call', async () => {
    const { data, calls } = await ask('helpdesk-basic', 'Query.customer', 'Customer.walletCards', 'Query.viewer');
    expect(data.viewer.can).toEqual([
      expect.objectContaining({ coordinate: 'Query.customer', allowed: true, ownDataOnly: false, missing: [] }),
      {
        coordinate: 'Customer.walletCards',
        allowed: false,
        ownDataOnly: false,
        required: [['admin:wallets'], ['read:wallets'], ['user:wallets']],
        missing: [['admin:wallets'], ['read:wallets'], ['user:wallets']],
      },
      { coordinate: 'Query.viewer', allowed: true, ownDataOnly: false, required: [], missing: [] },
    ]);
    expect(calls).toEqual([]);
  });

  it('says what a customer may see of their own data only', async () => {
    const { data } = await ask('mobile', 'Customer.walletCards', 'Query.walletCards');
    expect(data.viewer.can).toMatchObject([
      { allowed: true, ownDataOnly: true, missing: [] },
      { allowed: false, ownDataOnly: false, missing: [['admin:wallets'], ['read:wallets']] },
    ]);
  });

  it.each(['Customer.nothing', 'Nothing.name', 'Customer', 'Customer.email.x', ''])(
    'says of %j that it is not known, and answers for all others',
    async (unknown) => {
      const query =
        'query ($at: [String!]!) { viewer { can(coordinates: $at) { coordinate known allowed required missing } } }';
      const { data, errors } = await harness.ask(query, { as: 'mobile', variables: { at: [unknown, 'Money.amount'] } });
      expect(errors).toEqual([]);
      expect(data.viewer.can).toEqual([
        { coordinate: unknown, known: false, allowed: false, required: [], missing: [] },
        { coordinate: 'Money.amount', known: true, allowed: true, required: [], missing: [] },
      ]);
    },
  );
});

describe('Query.viewer', () => {
  it('says who calls', async () => {
    const { data, calls } = await harness.ask('{ viewer { kind accountId customerId scopes expiresAt } }', {
      as: 'mobile',
    });
    expect(data.viewer).toMatchObject({ kind: 'CUSTOMER', accountId: 'T00000001', customerId: 'C1001' });
    expect(data.viewer.scopes).toContain('user:wallets');
    expect(new Date(data.viewer.expiresAt).getTime()).toBeGreaterThan(Date.now());
    expect(calls).toEqual([]);
  });

  it('says that nobody is known without a token', async () => {
    const { data } = await harness.ask('{ viewer { kind accountId customerId scopes expiresAt } }', { token: null });
    expect(data.viewer).toEqual({ kind: 'ANONYMOUS', accountId: null, customerId: null, scopes: [], expiresAt: null });
  });
});

describe('the message of a denied field', () => {
  async function message(query: string, scopes: readonly string[], customerId?: string) {
    const token = await harness.sandbox.issue({ scopes: [...scopes], ...(customerId && { customerId }) });
    return (await harness.ask(query, { token })).errors[0]?.message;
  }

  it('names scopes that a token of its kind can hold, least powerful first', async () => {
    const cards = '{ customer(customerId: "C1001") { walletCards { nodes { id } } } }';
    expect(await message(cards, ['user:customers'], 'C1001')).toBe('Customer.walletCards needs user:wallets.');
    expect(await message(cards, ['read:customers'])).toBe('Customer.walletCards needs read:wallets, or admin:wallets.');
    expect(await message('{ customers { nodes { id } } }', ['user:customers'], 'C1001')).toBe(
      'Query.customers is not open to customers.',
    );
  });
});
