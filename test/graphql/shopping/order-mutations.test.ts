import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deniesReadersAndCustomers } from '../denials.ts';
import { type Harness, shipped, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const run: Harness['mutate'] = (...args) => harness.mutate(...args);

/** An open order on which no payment was recorded, worth more than 100. */
function fresh() {
  const record = [...harness.sandbox.state.orders.values()].find(
    ({ order, authorizations, embedded }) =>
      order.status === 'open' && authorizations.length === 0 && !embedded && (order.gross_amount ?? 0) > 100,
  );
  if (record === undefined) throw new Error('The sandbox has no fresh order left.');
  return { orderId: record.order.order_id, record };
}

describe('the payments of an order', () => {
  it('are recorded one upon the other, and never more than there is', async () => {
    const { orderId, record } = fresh();
    const gross = record.order.gross_amount ?? 0;
    const input = (amount: number) => ({ orderId, items: [{ lineId: 1, amount }] });
    const early = await run('orderCaptureRecord', input(1), 'operationId');
    expect(early.data.orderCaptureRecord.userErrors).toMatchObject([
      { code: 'EXCEEDS_REMAINING', field: ['input', 'items', '0', 'amount'] },
    ]);

    const steps: [string, number, string | null][] = [
      ['orderAuthorizationRecord', gross, 'PENDING'],
      ['orderCaptureRecord', gross - 60, 'partially_paid'],
      ['orderCancellationRecord', 60, 'PAID'],
      ['orderRefundRecord', 40, 'PARTIALLY_REFUNDED'],
      ['orderRefundRecord', gross - 100, 'REFUNDED'],
    ];
    for (const [name, amount] of steps) {
      const { data, calls } = await run(name, input(amount), 'operationId order { orderId }');
      expect(data[name]).toMatchObject({ operationId: expect.any(String), order: { orderId }, userErrors: [] });
      expect(calls).toHaveLength(2);
    }
    const more = await run('orderRefundRecord', input(1), 'operationId');
    expect(more.data.orderRefundRecord.userErrors).toMatchObject([{ code: 'EXCEEDS_REMAINING' }]);
    expect(record.order.payment_status).toBe('refunded');
  });

  it('say how it was paid, name their authorization where there may be several, and count for nothing when they fail', async () => {
    const item = { lineId: 1, itemId: 'A', grossAmount: 1_000, taxLines: [] };
    const made = await run(
      'orderCreate',
      { order: { currency: 'NOK', items: [item] }, options: { multipleAuthorizations: true } },
      'order { orderId }',
    );
    const { orderId } = made.data.orderCreate.order;
    const part = (amount: number, more: object = {}) => ({ orderId, items: [{ lineId: 1, amount }], ...more });
    const paymentDetails = { psp: 'Bambora', paymentId: 'p', cardBrand: 'Visa', maskedPan: '************0198' };
    const selection =
      'operationId order { paymentStatus authorizations { amount { amount } success paymentDetails { psp cardBrand maskedPan } } }';
    await run('orderAuthorizationRecord', part(1_000, { success: false }), '__typename');
    const set = await run('orderAuthorizationRecord', part(600, { paymentDetails }), selection);
    expect(set.data.orderAuthorizationRecord.order.authorizations).toEqual([
      { amount: { amount: 1_000 }, success: false, paymentDetails: null },
      {
        amount: { amount: 600 },
        success: true,
        paymentDetails: { psp: 'Bambora', cardBrand: 'Visa', maskedPan: '************0198' },
      },
    ]);
    const unnamed = await run('orderCaptureRecord', part(600), '__typename');
    expect(unnamed.data.orderCaptureRecord.userErrors).toMatchObject([{ field: ['input', 'authorizationId'] }]);
    const authorizationId = set.data.orderAuthorizationRecord.operationId;
    const captured = await run('orderCaptureRecord', part(600, { authorizationId }), 'order { paymentStatus }');
    expect(captured.data.orderCaptureRecord.order).toEqual({ paymentStatus: 'partially_paid' });
  });

  it('are told what is wrong with their lines all at once, without a call', async () => {
    const { orderId } = fresh();
    const { data, calls } = await run(
      'orderCaptureRecord',
      {
        orderId,
        items: [
          { lineId: 1, amount: 0 },
          { lineId: 2, amount: -1 },
        ],
      },
      'operationId',
    );
    expect(data.orderCaptureRecord.userErrors).toMatchObject([
      { field: ['input', 'items', '0', 'amount'] },
      { field: ['input', 'items', '1', 'amount'] },
    ]);
    expect(calls).toEqual([]);
  });

  it('are recorded by who may write but not read, who is told no more', async () => {
    const { orderId } = fresh();
    const token = await harness.sandbox.issue({ scopes: ['write:shopping'] });
    const { data, codes } = await run(
      'orderAuthorizationRecord',
      { orderId, items: [{ lineId: 1, amount: 1 }] },
      'operationId order { orderId }',
      { token },
    );
    expect(data.orderAuthorizationRecord).toMatchObject({ operationId: expect.any(String), order: null });
    expect(codes).toEqual(['INSUFFICIENT_SCOPE']);
  });
});

describe('the life of an order', () => {
  it('ends, begins again, and ends for good', async () => {
    const { orderId, record } = fresh();
    expect((await run('orderReopen', { orderId }, 'order { status }')).data.orderReopen.userErrors).toMatchObject([
      { code: 'WRONG_STATE', field: ['input', 'orderId'] },
    ]);
    const closed = await run('orderClose', { orderId }, 'order { status closedAt }');
    expect(closed.data.orderClose).toMatchObject({
      order: { status: 'CLOSED', closedAt: expect.any(String) },
      userErrors: [],
    });
    expect(closed.calls).toEqual(['closeOrder']);
    const open = await run('orderReopen', { orderId }, 'order { status closedAt }');
    expect(open.data.orderReopen.order).toEqual({ status: 'OPEN', closedAt: null });
    const cancelled = await run('orderCancel', { orderId, reason: 'customer' }, 'order { status cancelledReason }');
    expect(cancelled.data.orderCancel.order).toEqual({ status: 'CANCELLED', cancelledReason: 'customer' });
    expect((await run('orderCancel', { orderId }, 'order { status }')).data.orderCancel.userErrors).toHaveLength(1);
    expect(record.order.status).toBe('cancelled');
  });

  it('is noted in comments and events', async () => {
    const { orderId, record } = fresh();
    const added = await run('orderCommentAdd', { orderId, text: 'Ring the bell.' }, 'order { comments { text } }');
    expect(added.data.orderCommentAdd.order.comments).toContainEqual({ text: 'Ring the bell.' });
    const commentId = record.order.comments?.at(-1)?.id;
    const removed = await run('orderCommentRemove', { orderId, commentId }, 'order { comments { text } }');
    expect(removed.data.orderCommentRemove.order.comments).not.toContainEqual({ text: 'Ring the bell.' });
    const again = await run('orderCommentRemove', { orderId, commentId }, 'order { orderId }');
    expect(again.data.orderCommentRemove.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    const token = await harness.sandbox.issue({
      scopes: ['write:shopping:/orders/ANY/events', 'read:shopping:/orders/ANY/events'],
    });
    const event = { orderId, state: 'SUCCESS', service: 'warehouse', serviceStatus: 'shipped' };
    const noted = await run('orderEventAdd', event, 'eventId', { token });
    expect(noted.data.orderEventAdd).toEqual({ eventId: expect.any(String), userErrors: [] });
    const seen = await harness.ask('query ($id: String!) { orderEvents(orderId: $id) { state } }', {
      token,
      variables: { id: orderId },
    });
    expect(seen).toMatchObject({
      data: { orderEvents: { state: 'success' } },
      errors: [],
      calls: ['listOrderEvents'],
    });
  });
});

describe('Query.orderEvents', () => {
  it('is null for an order that there is none of, and denied without a call', async () => {
    const query = '{ orderEvents(orderId: "none") { state } }';
    expect(await harness.ask(query)).toMatchObject({ data: { orderEvents: null }, errors: [] });
    expect(await harness.ask(query, { as: 'mobile' })).toMatchObject({ codes: ['INSUFFICIENT_SCOPE'], calls: [] });
  });
});

describe('RefundRecord', () => {
  it('shows the refund on the order', async () => {
    const { orderId, record } = fresh();
    const items = [{ lineId: 1, amount: 100 }];
    for (const name of ['orderAuthorizationRecord', 'orderCaptureRecord'])
      await run(name, { orderId, items }, 'operationId');
    const { data, errors } = await harness.ask(shipped('helpdesk/RefundRecord'), {
      as: 'admin',
      variables: { input: { orderId, items } },
    });
    expect(errors).toEqual([]);
    expect(data.orderRefundRecord.order.refunds).toMatchObject([
      { operationId: data.orderRefundRecord.operationId, amount: { decimal: '1.00' } },
    ]);
    expect(record.refunds).toHaveLength(1);
  });
});

describe('every mutation of orders', () => {
  const items = [{ lineId: 1, amount: 1 }];
  const inputs = {
    orderCancel: { orderId: 'x' },
    orderClose: { orderId: 'x' },
    orderReopen: { orderId: 'x' },
    orderCommentAdd: { orderId: 'x', text: 'x' },
    orderCommentRemove: { orderId: 'x', commentId: 'x' },
    orderEventAdd: { orderId: 'x', state: 'PENDING', service: 'x', serviceStatus: 'x' },
    orderAuthorizationRecord: { orderId: 'x', items },
    orderCaptureRecord: { orderId: 'x', items },
    orderRefundRecord: { orderId: 'x', items },
    orderCancellationRecord: { orderId: 'x', items },
  };

  deniesReadersAndCustomers(run, inputs);

  it.each(Object.entries(inputs))('tells with %s that there is no such order', async (name, input) => {
    expect((await run(name, input, '__typename')).data[name].userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });
});
