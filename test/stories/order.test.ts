import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, shipped, startHarness } from '../graphql/harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

describe('an order', () => {
  it('is drafted, completed, paid, partly refunded, and seen so in OrderDetail', async () => {
    const line = (lineId: number, grossAmount: number) => ({
      lineId,
      itemId: `A-${lineId}`,
      grossAmount,
      taxLines: [],
    });
    const order = { currency: 'NOK', customerId: 'C1003', items: [line(1, 30_000), line(2, 20_000)] };
    const drafted = await harness.mutate('draftOrderCreate', { order }, 'draftOrder { draftId }');
    const { draftId } = drafted.data.draftOrderCreate.draftOrder;
    await harness.mutate('draftOrderItemRemove', { draftId, lineId: 2 }, '__typename');
    await harness.mutate('draftOrderItemAdd', { draftId, item: line(3, 10_000) }, '__typename');
    const completed = await harness.mutate(
      'draftOrderComplete',
      { draftId },
      'orders { orderId netAmount { amount } }',
    );
    expect(completed.data.draftOrderComplete.orders).toMatchObject([{ netAmount: { amount: 40_000 } }]);
    const [{ orderId }] = completed.data.draftOrderComplete.orders;

    const items = [
      { lineId: 1, amount: 30_000 },
      { lineId: 3, amount: 10_000 },
    ];
    await harness.mutate('orderAuthorizationRecord', { orderId, items }, '__typename');
    const paid = await harness.mutate('orderCaptureRecord', { orderId, items }, 'order { paymentStatus }');
    expect(paid.data.orderCaptureRecord.order).toEqual({ paymentStatus: 'paid' });

    const refund = { orderId, items: [{ lineId: 3, amount: 2_500 }] };
    const refunded = await harness.ask(shipped('helpdesk/RefundRecord'), { as: 'admin', variables: { input: refund } });
    expect(refunded.data.orderRefundRecord.userErrors).toEqual([]);

    const { data } = await harness.ask(shipped('helpdesk/OrderDetail'), { variables: { orderId } });
    expect(data.order).toMatchObject({ orderId, paymentStatus: 'partially_refunded' });
    expect(data.order.refunds).toMatchObject([{ amount: { decimal: '25.00' } }]);
  });
});
