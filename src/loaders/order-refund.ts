import type { InputProblem } from '../kernel/input-error.ts';
import { type OrderMoney, refundableOf } from '../money/order.ts';
import { itemsFor, lineProblem, type OrderWanted, orderExtent } from '../money/order-plan.ts';
import type { OperationOutcome } from '../money/outcome.ts';
import { standingOf } from '../money/standing.ts';
import type { Transaction as Payment } from '../upstream/contract/checkout.ts';
import type { PaymentOperation } from '../upstream/contract/shopping.ts';
import { getPayment, refundPayment, voidPayment } from '../upstream/endpoints/checkout.ts';
import { getOrder, recordCancellation, recordRefund } from '../upstream/endpoints/shopping.ts';
import type { Doubts } from './money-locks.ts';
import { lockProblem, type Moved, moveMoney, notMoved } from './move-money.ts';
import { readMoney, readsOfMoney } from './order-money.ts';
import { type Planned, plan } from './order-plan.ts';
import { authorizationOf, record } from './order-record.ts';
import { readFirst, refIdProblems } from './payment-moves.ts';
import { orderIdOf } from './shopping.ts';
import { type Bound, view, way } from './view.ts';

/** What is to be refunded of an order. */
export interface OrderRefundInput extends OrderWanted {
  readonly orderId: string;
  readonly refId: string;
  readonly currency?: string | null | undefined;
  readonly reason?: string | null | undefined;
}

/** The result for one payment of the order. */
export interface RefundedPart extends Pick<Moved, 'refusal' | 'operation'> {
  readonly payment: Payment;
  readonly amount: number;
  readonly outcome: OperationOutcome;
}

/** The result of a refund of an order. */
export interface OrderRefunded {
  readonly outcome: OperationOutcome | 'PARTLY' | 'MONEY_BACK_NOT_RECORDED' | null;
  readonly refusal: Moved['refusal'];
  readonly parts: readonly RefundedPart[];
  readonly payments: readonly Payment[];
  /** Null: there is none. */
  readonly orderId: string | null;
  readonly problems: readonly InputProblem[];
}

const uses = {
  order: getOrder,
  ...readsOfMoney,
  payment: getPayment,
  refund: refundPayment,
  void: voidPayment,
  recordRefund,
  recordCancellation,
};

type Use = Bound<typeof uses>;

/** Gives money of an order back and records it: the money first, then the record, each once for a `refId`. */
export const orderRefund = view<OrderRefundInput, OrderRefunded>(
  'orderRefund',
  way({
    uses,
    // How many payments there are is not known, nor whether what is asked for is taken at all.
    counts: Object.values(uses).map((endpoint) => ({ endpoint, per: 'parent', most: null }) as const),
    read: async (input: OrderRefundInput, use, { locks }) => {
      const { orderId } = input;
      try {
        return await locks.hold([`order:${orderId}`], async () => {
          const order = await readFirst(() => use.order({ path: { order_id: orderId } }));
          if (order === 'unreadable') return nothing(null, unread);
          if (order === null)
            return nothing(null, { path: ['orderId'], code: 'NOT_FOUND', message: 'is not known to Dintero' });
          const money = await readFirst(() => readMoney(order, use));
          if (money === 'unreadable') return nothing(orderId, unread);
          const ids = money.payments.flatMap(({ payment: { id } }) => id ?? []);
          if (ids.length === 0)
            return nothing(orderId, {
              path: ['orderId'],
              code: 'WRONG_STATE',
              message: 'has no payment that is known',
            });
          return locks.hold(ids, async (doubts) => {
            const now = await readFirst(() => use.payments({ query: { id: ids }, window: { first: 100, from: null } }));
            if (now === 'unreadable') return nothing(orderId, unread);
            const rows = new Map(now.items.map((payment) => [payment.id, payment]));
            const payments = money.payments.map((each) => ({
              ...each,
              payment: rows.get(each.payment.id) ?? each.payment,
            }));
            return refund({ ...money, payments }, input, use, doubts);
          });
        });
      } catch (error) {
        return nothing(orderId, lockProblem(error, ['orderId']));
      }
    },
  }),
);

const unread: InputProblem = {
  path: ['orderId'],
  code: 'NOT_NOW',
  message: 'or its payments could not be read, so that nothing was sent',
};

function nothing(orderId: string | null, ...problems: readonly InputProblem[]): OrderRefunded {
  return { outcome: null, refusal: null, parts: [], payments: [], orderId, problems };
}

async function refund(money: OrderMoney, input: OrderRefundInput, use: Use, doubts: Doubts): Promise<OrderRefunded> {
  const { refId, currency } = input;
  const orderId = orderIdOf(money.order);
  const isOwn = ({ metadata }: PaymentOperation) => metadata?.['ref_id'] === refId;
  // Records of this very refund do not count against it.
  const others = {
    ...money,
    refunds: money.refunds.filter((each) => !isOwn(each)),
    cancellations: money.cancellations.filter((each) => !isOwn(each)),
  };
  const references = money.payments.flatMap(({ payment }) => [
    payment.merchant_reference,
    payment.merchant_reference_2,
  ]);
  const problems = refIdProblems(refId, [input.orderId, money.order.id, ...references]);
  if (currency && currency !== money.order.currency)
    problems.push({
      path: ['currency'],
      code: 'INVALID_VALUE',
      message: `must be that of the order, ${money.order.currency}`,
    });
  const refundable = refundableOf(others);
  const extent = orderExtent(refundable, input);
  if (!('lines' in extent) || problems.length > 0)
    return nothing(orderId, ...problems, ...('lines' in extent ? [] : extent));
  const planned = await plan(others, refundable.parts, extent, refId, doubts);
  if (!('length' in planned) || planned.length === 0)
    return nothing(orderId, 'length' in planned ? nothingLeft(refundable.reason) : planned);
  const flaws = planned.map((each) => (each.before === undefined ? flawOf(each, money) : undefined));
  const flaw = flaws.find((each) => each !== undefined);
  if (flaw !== undefined && planned.every(({ before }) => before === undefined)) return nothing(orderId, flaw);

  const parts: RefundedPart[] = [];
  let recorded = true;
  for (const [index, each] of planned.entries()) {
    const own = flaws[index];
    const moved =
      each.before ??
      (own === undefined ? await move(each, money, input, use, doubts) : notMoved(each.part.payment, own));
    if (moved.outcome === null && parts.length === 0 && planned.length === 1)
      return nothing(orderId, ...moved.problems);
    const [{ message } = { message: '' }] = moved.problems;
    const refusal = moved.outcome === null ? { message: `This part ${message}.` } : moved.refusal;
    const payment = moved.payment ?? each.part.payment;
    const outcome = moved.outcome ?? 'REFUSED';
    parts.push({ payment, amount: each.amount, outcome, refusal, operation: moved.operation });
    if (outcome === 'DONE' && !(await record(each, money, input, use))) recorded = false;
  }
  const refusal = parts.find((each) => each.refusal !== null)?.refusal ?? null;
  const payments = money.payments.map(
    ({ payment }) => parts.find((each) => each.payment.id === payment.id)?.payment ?? payment,
  );
  return { outcome: outcomeOf(parts, recorded), refusal, parts, payments, orderId, problems: [] };
}

function nothingLeft(reason: string | null): InputProblem {
  return { path: ['orderId'], code: 'WRONG_STATE', message: `has nothing left to give back. ${reason ?? ''}`.trim() };
}

/** Why a part could not be recorded, or is not taken by its product: told before money is moved. */
function flawOf({ part: { payment }, kind, lines }: Planned, money: OrderMoney): InputProblem | undefined {
  if (lines.length === 0)
    return { path: ['orderId'], code: 'WRONG_STATE', message: 'has no lines that this could be recorded for' };
  if (money.authorizations.length > 1 && authorizationOf(payment, money) === undefined)
    return {
      path: ['orderId'],
      code: 'WRONG_STATE',
      message: 'has several authorizations, of which none names the payment',
    };
  return kind === 'REFUND' ? lineProblem(payment, itemsFor(payment, money.order, lines)) : undefined;
}

function move(
  { part: { payment }, kind, amount, lines }: Planned,
  { order }: OrderMoney,
  input: OrderRefundInput,
  use: Use,
  doubts: Doubts,
): Promise<Moved> {
  const path = { payment_id: payment.id ?? '' };
  const read = () => use.payment({ path });
  if (kind === 'VOID') {
    const left = standingOf(payment).capturable;
    return moveMoney(payment, { kind, refId: '', amount: left, read, send: () => use.void({ path }) }, doubts);
  }
  const items = itemsFor(payment, order, lines);
  const body = {
    amount,
    refund_reference: input.refId,
    ...(input.reason && { reason: input.reason }),
    ...(items.length > 0 && { items: [...items] }),
  };
  return moveMoney(payment, { kind, refId: input.refId, amount, read, send: () => use.refund({ path, body }) }, doubts);
}

function outcomeOf(parts: readonly RefundedPart[], recorded: boolean): OrderRefunded['outcome'] {
  const outcomes = new Set(parts.map(({ outcome }) => outcome));
  if (!recorded) return 'MONEY_BACK_NOT_RECORDED';
  if (outcomes.size === 1) return [...outcomes][0] ?? null;
  if (outcomes.has('DONE')) return 'PARTLY';
  return outcomes.has('UNKNOWN') ? 'UNKNOWN' : 'PENDING';
}
