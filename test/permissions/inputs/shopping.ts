import type { SandboxState } from '../../../src/sandbox/state.ts';
import type { Special } from '../special.ts';

/** Inputs of the mutations of shopping, `'Mutation.x': { input }`, about C1001 or nobody unless they name an owner. */
export function shoppingInputs({ orders }: SandboxState): Readonly<Record<string, Special>> {
  const all = [...orders.values()];
  const idOf = (wanted: (record: (typeof all)[number]) => boolean) => all.find(wanted)?.order.order_id;
  const orderId = idOf(({ order }) => order.status === 'open');
  const sum = (operations: readonly { amount?: number }[]) =>
    operations.reduce((total, { amount = 0 }) => total + amount, 0);
  const items = [{ lineId: 1, amount: 1 }];
  const authorised = idOf(
    ({ authorizations, captures, cancellations }) => sum(authorizations) > sum(captures) + sum(cancellations),
  );
  return {
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
