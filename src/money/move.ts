import type { InputProblem } from '../kernel/input-error.ts';
import type { OperationItem, Transaction } from '../upstream/contract/checkout.ts';
import { isSameLine, linesOf } from './lines.ts';
import type { Kind } from './operations.ts';
import { productOf } from './products.ts';
import { standingOf } from './standing.ts';

/** A line of a payment, and how much of it. */
export interface LineInput {
  readonly lineId: string;
  /** Tells lines apart where orders share the payment. */
  readonly articleId?: string | null | undefined;
  /** In the minor unit; absent: all that is left of the line. */
  readonly amount?: number | null | undefined;
}

/** How much is to be moved: an amount, or lines. */
export interface Wanted {
  readonly amount?: number | null | undefined;
  readonly lines?: readonly LineInput[] | null | undefined;
}

/** What is to be moved, as it is sent. */
export interface Extent {
  readonly amount: number;
  readonly items: readonly OperationItem[];
}

/** What is wrong with the amount or the lines that were asked for, or what they come to. */
export function extentOf(
  payment: Transaction,
  kind: Kind,
  { amount, lines }: Wanted,
): Extent | readonly InputProblem[] {
  if ((amount ?? null) !== null && (lines ?? null) !== null)
    return [problem(['amount'], 'INVALID_VALUE', 'must not be given together with lines')];
  if (lines) return extentOfLines(payment, kind, lines);
  if (amount === null || amount === undefined) return [problem(['amount'], 'REQUIRED', 'or lines must be given')];
  if (amount <= 0) return [problem(['amount'], 'OUT_OF_RANGE', 'must be more than 0')];
  return productOf(payment).lines === undefined
    ? { amount, items: [] }
    : [problem(['lines'], 'REQUIRED', `must be given: ${productOf(payment).name} takes lines only`)];
}

function extentOfLines(
  payment: Transaction,
  kind: Kind,
  chosen: readonly LineInput[],
): Extent | readonly InputProblem[] {
  const lines = linesOf(payment);
  const problems: InputProblem[] = [];
  const items: OperationItem[] = [];
  const seen = new Set<unknown>();
  for (const [index, { lineId, articleId, amount }] of chosen.entries()) {
    const part = { line_id: lineId, ...(articleId && { id: articleId }) };
    const line = lines.find(({ item }) => isSameLine(payment.items ?? [], item, part));
    const at = (name: string, ...rest: [InputProblem['code'], string]) =>
      problems.push(problem(['lines', index, name], ...rest));
    if (line === undefined) at('lineId', 'NOT_FOUND', 'is no line of the payment, or of several: name the article too');
    else if (seen.has(line)) at('lineId', 'INVALID_VALUE', 'is given twice');
    else {
      seen.add(line);
      const whole = line.item.amount ?? 0;
      const left = kind === 'REFUND' ? line.captured - line.refunded : whole - line.captured;
      const wanted = amount ?? left;
      if (whole <= 0) at('lineId', 'INVALID_VALUE', 'is a discount or a rounding, which cannot be chosen alone');
      else if (wanted <= 0) at('amount', 'OUT_OF_RANGE', 'must be more than 0, and something must be left of the line');
      else if (wanted > left) at('amount', 'EXCEEDS_REMAINING', 'must not be more than is left of the line');
      else if (productOf(payment).lines === 'whole' && wanted !== whole)
        at('amount', 'INVALID_VALUE', `must be the whole line: ${productOf(payment).name} takes whole lines only`);
      items.push({ line_id: lineId, amount: wanted, ...(line.item.id !== undefined && { id: line.item.id }) });
    }
  }
  if (chosen.length === 0) problems.push(problem(['lines'], 'REQUIRED', 'must have at least one entry'));
  const amount = items.reduce((total, item) => total + item.amount, 0);
  return problems.length > 0 ? problems : { amount, items };
}

/** Why a payment cannot be captured, refunded or voided at all; undefined: it can. */
export function obstacle(payment: Transaction, kind: Kind): InputProblem | undefined {
  const { unsure, capturable, refundable, voidable } = standingOf(payment);
  const at = ['paymentId'];
  if (unsure !== null) return problem(at, 'WRONG_STATE', `is not sure. ${unsure}`);
  if (payment.status === 'ON_HOLD')
    return problem(at, 'WRONG_STATE', 'is on hold: a person at the provider looks at it');
  if (kind === 'REFUND')
    return refundable > 0 ? undefined : problem(at, 'WRONG_STATE', 'has nothing left to give back');
  if (kind === 'CAPTURE') return capturable > 0 ? undefined : problem(at, 'WRONG_STATE', 'has nothing left to capture');
  if (voidable) return undefined;
  const { voids, name } = productOf(payment);
  return voids === false
    ? problem(at, 'WRONG_STATE', `cannot be voided: ${name} takes the money at once, refund it`)
    : problem(at, 'WRONG_STATE', 'has nothing that can be let go: capture less, or refund what was captured');
}

function problem(path: InputProblem['path'], code: InputProblem['code'], message: string): InputProblem {
  return { path, code, message };
}
