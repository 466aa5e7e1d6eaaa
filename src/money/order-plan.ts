import type { InputProblem } from '../kernel/input-error.ts';
import type { OperationItem, Transaction as Payment } from '../upstream/contract/checkout.ts';
import type { OrderMaybeWithEvents as Order } from '../upstream/contract/shopping.ts';
import { isSameLine } from './lines.ts';
import type { LineAmount, Refundable } from './order.ts';
import { productOf } from './products.ts';

/** How much of an order is to be given back: all that can be, lines, or an amount. */
export interface OrderWanted {
  readonly all?: boolean | null | undefined;
  readonly lines?:
    | readonly { readonly lineId: number; readonly amount?: number | null | undefined }[]
    | null
    | undefined;
  readonly amount?: number | null | undefined;
}

/** What an order gives back, and the lines that it is recorded for; null: all that can be. */
export interface OrderExtent {
  readonly amount: number | null;
  readonly lines: readonly LineAmount[];
}

/** What is wrong with what is wanted of an order, or what it comes to. */
export function orderExtent(
  { lines: left }: Refundable,
  { all, lines, amount }: OrderWanted,
): OrderExtent | readonly InputProblem[] {
  const given = [all === true, Boolean(lines), (amount ?? null) !== null].filter(Boolean).length;
  if (given !== 1) return [problem([], 'INVALID_VALUE', 'must say one of all, lines and amount')];
  if (all === true) return { amount: null, lines: left };
  const total = left.reduce((sum, each) => sum + each.amount, 0);
  if (left.length === 0)
    return [
      problem(
        [],
        'WRONG_STATE',
        'asks for money that was not captured or is given back already: capture less when it ships',
      ),
    ];
  if (!lines) {
    const wanted = amount ?? 0;
    if (wanted <= 0) return [problem(['amount'], 'OUT_OF_RANGE', 'must be more than 0')];
    if (wanted > total) return [problem(['amount'], 'EXCEEDS_REMAINING', `must not be more than is left: ${total}`)];
    return { amount: wanted, lines: spread(wanted, left) };
  }
  const problems: InputProblem[] =
    lines.length === 0 ? [problem(['lines'], 'REQUIRED', 'must have at least one entry')] : [];
  const chosen: LineAmount[] = [];
  for (const [index, { lineId, amount: part }] of lines.entries()) {
    const line = left.find((each) => each.lineId === lineId);
    const wanted = part ?? line?.amount ?? 0;
    const at = (name: string, ...rest: [InputProblem['code'], string]) =>
      problems.push(problem(['lines', index, name], ...rest));
    if (line === undefined) at('lineId', 'NOT_FOUND', 'is no line of the order of which something is left');
    else if (chosen.some((each) => each.lineId === lineId)) at('lineId', 'INVALID_VALUE', 'is given twice');
    else if (line.amount < 0)
      at('lineId', 'INVALID_VALUE', 'is a discount or a gift card, which goes with all lines only');
    else if (wanted <= 0) at('amount', 'OUT_OF_RANGE', 'must be more than 0');
    else if (wanted > line.amount)
      at('amount', 'EXCEEDS_REMAINING', `must not be more than is left of the line: ${line.amount}`);
    chosen.push({ lineId, amount: wanted });
  }
  const wanted = chosen.reduce((sum, each) => sum + each.amount, 0);
  if (problems.length === 0 && wanted > total)
    problems.push(problem(['lines'], 'EXCEEDS_REMAINING', `must not be more than is left: ${total}`));
  return problems.length > 0 ? problems : { amount: wanted, lines: chosen };
}

/** An amount spread over lines in proportion to what is left of each, to the last øre. */
export function spread(amount: number, lines: readonly LineAmount[]): readonly LineAmount[] {
  const open = lines.filter((line) => line.amount > 0);
  const total = open.reduce((sum, line) => sum + line.amount, 0);
  const shares = open.map((line) => ({
    ...line,
    part: Math.min(line.amount, Math.floor((amount * line.amount) / total)),
  }));
  let rest = amount - shares.reduce((sum, { part }) => sum + part, 0);
  const parts = shares.map(({ lineId, amount: most, part }) => {
    const more = Math.min(rest, most - part, 1);
    rest -= more;
    return { lineId, amount: part + more };
  });
  return parts.filter((line) => line.amount > 0);
}

/** Lines shared out to parts of these amounts, one after the other. Negative lines go with the first. */
export function shareOut(lines: readonly LineAmount[], amounts: readonly number[]): readonly (readonly LineAmount[])[] {
  const negative = lines.filter((line) => line.amount < 0);
  const open = lines.filter((line) => line.amount > 0).map((line) => ({ ...line }));
  const total = lines.reduce((sum, line) => sum + line.amount, 0);
  const wanted = amounts.reduce((sum, each) => sum + each, 0);
  if (wanted !== total)
    return wanted > 0 && wanted < total ? shareOut(spread(wanted, lines), amounts) : amounts.map(() => []);
  return amounts.map((amount, index) => {
    const own: LineAmount[] = index === 0 ? [...negative] : [];
    let left = amount - own.reduce((sum, line) => sum + line.amount, 0);
    for (const line of open) {
      const taken = Math.min(left, line.amount);
      if (taken <= 0) continue;
      own.push({ lineId: line.lineId, amount: taken });
      line.amount -= taken;
      left -= taken;
    }
    return own;
  });
}

/** Lines of an order as those of a payment: line id and article id are both the same. Empty where one is not there. */
export function itemsFor(
  payment: Payment,
  { items = [] }: Order,
  lines: readonly LineAmount[],
): readonly OperationItem[] {
  const found = lines.map(({ lineId, amount }) => {
    const article = items.find(({ line_id }) => line_id === lineId)?.id;
    const part = { line_id: String(lineId), ...(article !== undefined && { id: article }) };
    const line = (payment.items ?? []).find((each) => isSameLine(payment.items ?? [], each, part));
    return line && amount > 0
      ? { line_id: part.line_id, amount, ...(line.id !== undefined && { id: line.id }) }
      : undefined;
  });
  return found.every((each) => each !== undefined) ? found : [];
}

/** Why the product of a payment does not take these lines; undefined: it does, or takes amounts. */
export function lineProblem(payment: Payment, items: readonly OperationItem[]): InputProblem | undefined {
  const { lines, name } = productOf(payment);
  if (lines === undefined) return undefined;
  if (items.length === 0)
    return problem(['lines'], 'INVALID_VALUE', `must be lines of the payment: ${name} takes lines only`);
  const isWhole = items.every((item) =>
    payment.items?.some((line) => isSameLine(payment.items ?? [], line, item) && line.amount === item.amount),
  );
  return lines === 'some' || isWhole
    ? undefined
    : problem(['lines'], 'INVALID_VALUE', `must be whole lines: ${name} takes no parts of them`);
}

function problem(path: InputProblem['path'], code: InputProblem['code'], message: string): InputProblem {
  return { path, code, message };
}
