import type { SandboxState } from '../../../src/sandbox/state.ts';
import type { Special } from '../special.ts';

/** Inputs of the mutations of shopping, `'Mutation.x': { input }`, about C1001 or nobody unless they name an owner. */
export function shoppingInputs({ orders, drafts }: SandboxState): Readonly<Record<string, Special>> {
  const all = [...orders.values()];
  const idOf = (wanted: (record: (typeof all)[number]) => boolean) => all.find(wanted)?.order.order_id;
  const orderId = idOf(({ order }) => order.status === 'open');
  const sum = (operations: readonly { amount?: number }[]) =>
    operations.reduce((total, { amount = 0 }) => total + amount, 0);
  const items = [{ lineId: 1, amount: 1 }];
  const authorised = idOf(
    ({ authorizations, captures, cancellations }) => sum(authorizations) > sum(captures) + sum(cancellations),
  );
  const open = [...drafts.values()].filter(({ status }) => status === 'open').map(({ id }) => id);
  const item = { lineId: 90, itemId: 'A', grossAmount: 100, taxLines: [] };
  const order = { currency: 'NOK', items: [item] };
  return {
    'Mutation.draftOrderCreate': { input: { order } },
    'Mutation.draftOrderUpdate': { input: { draftId: open[0], order } },
    'Mutation.draftOrderItemAdd': { input: { draftId: open[1], item } },
    'Mutation.draftOrderItemUpdate': { input: { draftId: open[1], item: { ...item, lineId: 1 } } },
    'Mutation.draftOrderItemRemove': { input: { draftId: open[1], lineId: 1 } },
    'Mutation.draftOrderDelete': { input: { draftId: open[2] } },
    'Mutation.draftOrderComplete': { input: { draftId: open[3] } },
    'Mutation.orderCreate': { input: { order } },
    'Mutation.orderUpdate': { input: { orderId, courierId: 'permissions' } },
    'Mutation.orderSessionCreate': {
      input: {
        orderId: idOf((record) => record.order.status === 'open' && record.authorizations.length === 0),
        items: [{ lineId: 1 }],
        profileId: 'p',
        returnUrl: 'https://shop.example.com/back',
      },
    },
    'Mutation.orderCancel': { input: { orderId } },
    'Mutation.orderClose': { input: { orderId } },
    'Mutation.orderReopen': { input: { orderId: idOf(({ order }) => order.status === 'closed') } },
    'Mutation.orderCommentAdd': { input: { orderId, text: 'permissions' } },
    'Mutation.orderCommentRemove': { input: { orderId, commentId: 'x' } },
    'Mutation.orderEventAdd': { input: { orderId, state: 'PENDING', service: 's', serviceStatus: 's' } },
    'Mutation.orderAuthorizationRecord': {
      input: { orderId: idOf(({ authorizations }) => authorizations.length === 0), items },
    },
    'Mutation.orderCaptureRecord': { input: { orderId: authorised, items } },
    'Mutation.orderRefundRecord': {
      input: { orderId: idOf(({ captures, refunds }) => sum(captures) > sum(refunds)), items },
    },
    'Mutation.orderCancellationRecord': { input: { orderId: authorised, items } },
  };
}
