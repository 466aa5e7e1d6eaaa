import type { Transaction as Payment } from '../upstream/contract/checkout.ts';
import type { OrderMaybeWithEvents as Order, PaymentOperation } from '../upstream/contract/shopping.ts';
import { productOf } from './products.ts';
import { standingOf } from './standing.ts';

/** How an order led to a payment. */
export type FoundBy = 'AUTHORIZATION' | 'SESSION' | 'REFERENCE';

/** A payment of an order. */
export interface FoundPayment {
  readonly payment: Payment;
  readonly foundBy: FoundBy;
}

/** An order with what is recorded on it and the payments behind it. */
export interface OrderMoney {
  readonly order: Order;
  readonly authorizations: readonly PaymentOperation[];
  readonly captures: readonly PaymentOperation[];
  readonly refunds: readonly PaymentOperation[];
  readonly cancellations: readonly PaymentOperation[];
  readonly payments: readonly FoundPayment[];
}

/** How money can be given back: what was taken is refunded, what is only set aside is let go. */
export type RefundWay = 'REFUND' | 'VOID' | 'MIXED' | 'NONE';

/** What one payment can give back for an order. */
export interface Part extends FoundPayment {
  /** What is refunded or let go in all, in the minor unit. */
  readonly amount: number;
  readonly refundable: number;
  readonly way: RefundWay;
  /** Why nothing, or not all; null: there is nothing to say. */
  readonly reason: string | null;
  readonly label: 'FAILED_ATTEMPT' | 'CHARGED_TWICE' | null;
}

/** A line of an order, and how much of it. */
export interface LineAmount {
  readonly lineId: number;
  readonly amount: number;
}

/** What an order can give back. */
export interface Refundable {
  readonly amount: number;
  readonly way: RefundWay;
  readonly reason: string | null;
  /** What is left of each line that was captured; negative for a discount or a gift card that is a line. */
  readonly lines: readonly LineAmount[];
  /** Last authorized first. */
  readonly parts: readonly Part[];
}

/** The most that an order can give back, and from which payments. */
export function refundableOf(money: OrderMoney): Refundable {
  const lines = leftOf(money.captures, money.refunds);
  // What the order captured, less every refund that is recorded on it, wherever it was made.
  let left = Math.max(0, sum(money.captures) - sum(money.refunds));
  const ordered = money.payments.toSorted((one, other) => timeOf(other.payment) - timeOf(one.payment));
  const parts = ordered.map((found): Part => {
    const obstacle = obstacleOf(found, money);
    const { refundable, capturable, voidable, captured } = standingOf(found.payment);
    const label = labelOf(found, money);
    const nothing = { ...found, amount: 0, refundable: 0, way: 'NONE', label } as const;
    if (obstacle !== null) return { ...nothing, reason: obstacle };
    const back = Math.min(refundable, ownLeft(found, money), left);
    left -= back;
    // A payment of several orders is not let go for one of them.
    const isOwn = found.payment.amount <= shareOf(found, money);
    const letGo = voidable && isOwn ? capturable : 0;
    const way = back > 0 ? (letGo > 0 ? 'MIXED' : 'REFUND') : letGo > 0 ? 'VOID' : 'NONE';
    const reason =
      way !== 'NONE' ? null : voidable && !isOwn ? shared : captured > 0 ? nothingLeft : 'Nothing of it was captured.';
    return { ...found, amount: back + letGo, refundable: back, way, label, reason };
  });
  const amount = parts.reduce((total, each) => total + each.amount, 0);
  const ways = new Set(parts.map(({ way }) => way).filter((each) => each !== 'NONE'));
  const [only = 'NONE'] = ways;
  const reason = amount > 0 ? null : (parts[0]?.reason ?? 'No payment of the order is known.');
  return { amount, way: ways.size > 1 ? 'MIXED' : only, reason, lines, parts };
}

const shared = 'Other orders are paid by it too: capture less when this one ships.';
const nothingLeft = 'The order has nothing left to give back from it.';

/** Why a payment gives nothing back for an order, whatever is left of it; null: it can. */
function obstacleOf(found: FoundPayment, money: OrderMoney): string | null {
  const { payment } = found;
  const { unsure, operations } = standingOf(payment);
  if (failed.has(payment.status ?? '')) return 'It is an attempt that did not succeed.';
  if (unsure !== null) return unsure;
  if (payment.status === 'ON_HOLD') return 'It is on hold: a person at the provider looks at it.';
  if (payment.currency !== money.order.currency) return 'It is in another currency than the order.';
  if (found.foundBy === 'REFERENCE' && !fits(payment, money))
    return 'It bears the id of the order, but customer and amount do not both fit.';
  if (operations.some(({ state, kind }) => state === 'open' && kind === 'VOID')) return 'It is being let go.';
  return null;
}

const failed: ReadonlySet<string> = new Set(['DECLINED', 'FAILED', 'INITIATED']);

/** Whether a payment that was found by its reference alone is the order's: customer and amount are the same. */
function fits({ customer, amount }: Payment, { order, authorizations }: OrderMoney): boolean {
  const { customer: buyer } = order;
  const same = (one: string | undefined, other: string | undefined) =>
    one !== undefined && one !== '' && one.toLowerCase() === other?.toLowerCase();
  const isBuyer =
    same(customer?.customer_id, buyer?.id) ||
    same(customer?.email, buyer?.email) ||
    same(customer?.phone_number, buyer?.phone_number);
  return isBuyer && (amount === (order.net_amount ?? order.gross_amount) || amount === sum(authorizations));
}

function labelOf({ payment, foundBy }: FoundPayment, { payments }: OrderMoney): Part['label'] {
  if (failed.has(payment.status ?? '')) return 'FAILED_ATTEMPT';
  const paid = payments.filter(
    (each) => !failed.has(each.payment.status ?? '') && standingOf(each.payment).captured > 0,
  );
  return foundBy === 'REFERENCE' && paid.length > 1 && paid.some((each) => each.payment === payment)
    ? 'CHARGED_TWICE'
    : null;
}

/** The order's own part of a payment: what its authorizations set aside of it, or all of it where they do not say. */
function shareOf({ payment, foundBy }: FoundPayment, money: OrderMoney): number {
  return foundBy === 'AUTHORIZATION' ? sum(money.authorizations.filter((each) => isOf(each, payment))) : payment.amount;
}

/** What the order captured of a payment, less what it gave back of it, as far as its records name payments. */
function ownLeft(found: FoundPayment, money: OrderMoney): number {
  const only = money.payments.filter(({ payment }) => !failed.has(payment.status ?? '')).length === 1;
  const own = (operations: readonly PaymentOperation[]) =>
    sum(
      operations.filter((each) => isOf(each, found.payment) || (only && !isNamed(each)) || belongs(each, found, money)),
    );
  const named = money.captures.some((each) => isNamed(each) || belongs(each, found, money)) || only;
  const captured = named ? own(money.captures) : shareOf(found, money);
  return Math.max(0, Math.min(captured, shareOf(found, money)) - own(money.refunds));
}

/** Whether what is recorded says of which payment it is. */
function isNamed({ payment_details, metadata }: PaymentOperation): boolean {
  return payment_details?.payment_id !== undefined || metadata?.['payment_id'] !== undefined;
}

function isOf({ payment_details, metadata }: PaymentOperation, { id }: Payment): boolean {
  return id !== undefined && (payment_details?.payment_id === id || metadata?.['payment_id'] === id);
}

/** Whether what is recorded belongs to an authorization that names the payment. */
function belongs(
  { authorization_id: id }: PaymentOperation,
  { payment }: FoundPayment,
  { authorizations }: OrderMoney,
): boolean {
  return id !== undefined && authorizations.some((each) => each.id === id && isOf(each, payment));
}

/** What operations come to; those that failed count for nothing. */
export function sum(operations: readonly PaymentOperation[]): number {
  return operations
    .filter(({ success }) => success !== false)
    .flatMap(({ items }) => items)
    .reduce((total, { amount = 0 }) => total + amount, 0);
}

/** What is left of each line after some operations were taken from others. */
export function leftOf(
  from: readonly PaymentOperation[],
  ...taken: readonly (readonly PaymentOperation[])[]
): LineAmount[] {
  const left = new Map<number, number>();
  const add = (operations: readonly PaymentOperation[], sign: 1 | -1) => {
    for (const { items, success } of operations) {
      if (success === false) continue;
      for (const { line_id, amount = 0 } of items)
        if (line_id !== undefined) left.set(line_id, (left.get(line_id) ?? 0) + sign * amount);
    }
  };
  add(from, 1);
  for (const operations of taken) add(operations, -1);
  return [...left].map(([lineId, amount]) => ({ lineId, amount })).filter(({ amount }) => amount !== 0);
}

/** When a payment was authorized; what does not say so comes last. */
function timeOf({ events = [], created_at }: Payment): number {
  const times = (events ?? [])
    .filter(({ event }) => event === 'AUTHORIZE')
    .map((each) => Date.parse(each.created_at ?? ''));
  return Math.max(...times.filter((each) => !Number.isNaN(each)), Date.parse(created_at ?? '') || 0);
}

/** Whether the product of a payment wants lines for what it gives back. */
export function wantsLines(payment: Payment): boolean {
  return productOf(payment).lines !== undefined;
}
