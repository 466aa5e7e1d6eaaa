import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

/** Fields that an order may carry, with the endpoint that tells what it does not. */
const fields = [
  ['authorizations', 'listAuthorizations', '{ operationId }'],
  ['captures', 'listCaptures', '{ operationId }'],
  ['refunds', 'listRefunds', '{ operationId }'],
  ['cancellations', 'listCancellations', '{ operationId }'],
  ['sessions', 'listOrderSessions', '{ sessionId }'],
  ['events', 'listOrderEvents', '{ __typename }'],
] as const;

/** The customer's order as upstream sends it, with one member as it is wanted. */
function lift(member: string, value: unknown) {
  const record = [...harness.sandbox.state.orders.values()].find(({ order }) => order.customer?.id === 'C1001');
  if (record === undefined) throw new Error('The sandbox has no order of this customer.');
  const { [member]: _, ...order }: Record<string, unknown> = { ...record.order };
  const body = value === undefined ? order : { ...order, [member]: value };
  return {
    orderId: record.order.order_id,
    lift: harness.sandbox.fail({ on: 'getCustomerOrder', status: 200, body }),
  };
}

async function ask(as: 'mobile' | 'helpdesk', field: string, selection: string, value: unknown) {
  const { orderId, lift: stop } = lift(field, value);
  const query = `query ($id: String!) { customer(customerId: "C1001") { order(orderId: $id) { ${field} ${selection} } } }`;
  const answer = await harness.ask(query, { as, variables: { id: orderId } });
  stop();
  return answer;
}

const parents = ['getCustomer', 'getCustomerOrder'];

describe.each(fields)('Order.%s', (field, endpoint, selection) => {
  it.each([null, undefined])('that upstream sends as %s is loaded, behind its gate', async (value) => {
    const staff = await ask('helpdesk', field, selection, value);
    expect(staff.calls).toEqual([...parents, endpoint].sort());
    const own = await ask('mobile', field, selection, value);
    expect(own).toMatchObject({ codes: ['INSUFFICIENT_SCOPE'], calls: parents });
  });

  it('that upstream sends is shown without a call', async () => {
    for (const as of ['helpdesk', 'mobile'] as const) {
      const answer = await ask(as, field, selection, []);
      expect(answer).toMatchObject({ codes: [], calls: parents });
    }
  });
});
