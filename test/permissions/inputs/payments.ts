import type { SandboxState } from '../../../src/sandbox/state.ts';
import type { Special } from '../special.ts';

/** Inputs of the mutations of payments, `'Mutation.x': { input }`. */
export function paymentsInputs({ orders, payments }: SandboxState): Readonly<Record<string, Special>> {
  const all = [...payments.values()];
  const idOf = (status: string) => all.find((each) => each.status === status && each.payment_product === 'vipps')?.id;
  const session = all.find(({ status }) => status === 'AUTHORIZED')?.session_id;
  const captured = all.find((each) => each.status === 'CAPTURED' && each.payment_product === 'vipps');
  const order = [...orders.values()].find(
    ({ authorizations: [first], embedded }) => !embedded && first?.payment_details?.payment_id === captured?.id,
  );
  const move = { refId: 'permissions', amount: 1 };
  return {
    'Mutation.paymentCapture': { input: { paymentId: idOf('AUTHORIZED'), ...move } },
    'Mutation.paymentRefund': { input: { paymentId: idOf('CAPTURED'), ...move } },
    'Mutation.paymentVoid': { input: { paymentId: idOf('AUTHORIZED') } },
    'Mutation.paymentSessionCancel': { input: { sessionId: session } },
    'Mutation.orderRefund': { input: { orderId: order?.order.order_id, refId: 'permissions', amount: 1 } },
    'Mutation.paymentReferenceUpdate': { input: { paymentId: idOf('CAPTURED'), merchantReference2: 'permissions' } },
  };
}
