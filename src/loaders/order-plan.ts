import type { InputProblem } from '../kernel/input-error.ts';
import { type LineAmount, leftOf, type OrderMoney, type Part, sum } from '../money/order.ts';
import { type OrderExtent, shareOut } from '../money/order-plan.ts';
import type { Doubts } from './money-locks.ts';
import { doneBefore, isSettled, type Moved } from './move-money.ts';

/** One payment's part of a refund, as it is planned. */
export interface Planned {
  readonly part: Part;
  readonly kind: 'REFUND' | 'VOID';
  readonly amount: number;
  /** What became of it in an earlier call. */
  readonly before: Moved | undefined;
  readonly lines: readonly LineAmount[];
}

/** Which payment gives back how much: those that did so in an earlier call as they did, the others what is missing. */
export async function plan(
  money: OrderMoney,
  parts: readonly Part[],
  extent: OrderExtent,
  refId: string,
  doubts: Doubts,
): Promise<readonly Planned[] | InputProblem> {
  const known = await Promise.all(parts.map((part) => earlier(part, refId, doubts)));
  const moved = known.reduce((total, each) => total + (each?.amount ?? 0), 0);
  let missing = extent.amount === null ? Number.POSITIVE_INFINITY : extent.amount - moved;
  if (missing < 0) return { path: ['refId'], code: 'CONFLICT', message: 'was used for another amount before' };
  const refunds = parts.flatMap((part, index): Omit<Planned, 'lines'>[] => {
    const before = known[index];
    if (before !== undefined) return [{ part, kind: 'REFUND', ...before }];
    const amount = Math.min(part.refundable, missing);
    missing -= amount;
    return amount > 0 ? [{ part, kind: 'REFUND', amount, before: undefined }] : [];
  });
  if (missing > 0 && extent.amount !== null && moved === 0)
    return { path: [], code: 'EXCEEDS_REMAINING', message: 'asks for more than is left on the payments of the order' };
  const shares = shareOut(
    extent.lines,
    refunds.map(({ amount }) => amount),
  );
  const voids = extent.amount === null ? parts.filter((part) => isLetGo(part, money)) : [];
  return [
    ...refunds.map((each, index) => ({ ...each, lines: shares[index] ?? [] })),
    ...voids.map((part) => ({
      part,
      kind: 'VOID' as const,
      amount: part.amount - part.refundable || part.payment.amount,
      before: undefined,
      lines: leftOf(money.authorizations, money.captures, money.cancellations).filter(({ amount }) => amount > 0),
    })),
  ];
}

/** What a payment gave back for the same `refId` before, or may have given. */
async function earlier({ payment }: Part, refId: string, doubts: Doubts) {
  const moved = doneBefore(payment, { kind: 'REFUND', refId, amount: null });
  if (moved !== undefined)
    return { amount: moved.outcome === 'REFUSED' ? 0 : (moved.operation?.amount ?? 0), before: moved };
  const open = await doubts.of(payment.id ?? '');
  const own = open.find((each) => each.kind === 'REFUND' && each.refId === refId && !isSettled(payment, each));
  const before: Moved = { outcome: 'UNKNOWN', payment, refusal: null, operation: null, problems: [] };
  return own && { amount: own.amount, before };
}

/** Whether what is set aside is to be let go, or was and is not recorded yet. */
function isLetGo({ payment, way, foundBy }: Part, { authorizations, captures, cancellations }: OrderMoney): boolean {
  if (way === 'VOID' || way === 'MIXED') return true;
  const isVoided = payment.status === 'AUTHORIZATION_VOIDED' && foundBy !== 'REFERENCE';
  return isVoided && sum(authorizations) > sum(captures) + sum(cancellations);
}
