import type { OrderMoney } from '../money/order.ts';
import type { Transaction as Payment } from '../upstream/contract/checkout.ts';
import type { PaymentOperation } from '../upstream/contract/shopping.ts';
import type {
  listCancellations,
  listRefunds,
  recordCancellation,
  recordRefund,
} from '../upstream/endpoints/shopping.ts';
import type { Planned } from './order-plan.ts';
import { orderIdOf } from './shopping.ts';
import type { Bound } from './view.ts';

type Use = Bound<{
  readonly refunds: typeof listRefunds;
  readonly cancellations: typeof listCancellations;
  readonly recordRefund: typeof recordRefund;
  readonly recordCancellation: typeof recordCancellation;
}>;

/** The authorization of an order that names a payment. */
export function authorizationOf({ id }: Payment, { authorizations }: OrderMoney): PaymentOperation | undefined {
  return authorizations.find(({ payment_details }) => payment_details?.payment_id === id);
}

/** Records on the order what was moved, once; whether the order says so then. */
export async function record(
  { part: { payment }, kind, lines }: Planned,
  money: OrderMoney,
  input: { readonly refId: string; readonly reason?: string | null | undefined },
  use: Use,
): Promise<boolean> {
  const path = { order_id: orderIdOf(money.order) };
  const isIt = ({ metadata }: PaymentOperation) =>
    metadata?.['ref_id'] === input.refId && metadata['payment_id'] === payment.id;
  const isRecorded = (operations: readonly PaymentOperation[] | undefined) => operations?.some(isIt) === true;
  if (isRecorded(kind === 'VOID' ? money.cancellations : money.refunds)) return true;
  const { payment_product, payment_product_type, id = '' } = payment;
  const authorization = money.authorizations.length > 1 ? authorizationOf(payment, money)?.id : undefined;
  const body = {
    items: lines.map(({ lineId, amount }) => ({ line_id: lineId, amount })),
    success: true,
    processed_at: new Date().toISOString(),
    processed_by: 'dintero-checkout',
    payment_details: { psp: 'Dintero', payment_id: id, payment_product, payment_product_type },
    ...(authorization !== undefined && { authorization_id: authorization }),
    metadata: { ref_id: input.refId, payment_id: id, ...(input.reason && { reason: input.reason }) },
  };
  try {
    await (kind === 'VOID' ? use.recordCancellation({ path, body }) : use.recordRefund({ path, body }));
    return true;
  } catch {
    // Its answer may be lost: the record is found again by what it carries.
    return kind === 'VOID'
      ? use.cancellations({ path }).then(
          (answer) => isRecorded(answer?.cancellations),
          () => false,
        )
      : use.refunds({ path }).then(
          (answer) => isRecorded(answer?.refunds),
          () => false,
        );
  }
}
