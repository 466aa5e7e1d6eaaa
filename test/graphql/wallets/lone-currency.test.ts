import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

it('a row of a customer’s cards with a currency and no balance has its balance loaded', async () => {
  const query = '{ customer(customerId: "C1001") { walletCards(first: 1) { nodes { balance { amount currency } } } } }';
  const plain = await harness.ask(query);
  const end = harness.sandbox.alter((endpoint, { pointer, value }) =>
    endpoint === 'listCustomerCards' && /^\/\d+$/.test(pointer) ? { ...Object(value), currency: 'NOK' } : value,
  );
  const { data, errors, calls } = await harness.ask(query).finally(end);
  expect([data, errors, calls]).toEqual([plain.data, [], plain.calls]);
  expect(data.customer.walletCards.nodes[0].balance).toMatchObject({ currency: 'NOK' });
});
