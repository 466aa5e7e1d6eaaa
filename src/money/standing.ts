import { UnreadableError } from '../kernel/unreadable.ts';
import type { Transaction } from '../upstream/contract/checkout.ts';
import { eventsOf, isUnknown, type Kind, newestCorrection, type Operation, operationsOf } from './operations.ts';
import { canVoidRest, productOf } from './products.ts';

/** How a payment stands: what was moved, what still can be, in the minor unit of its currency. */
export interface Standing {
  readonly captured: number;
  readonly refunded: number;
  /** What may still be captured. */
  readonly capturable: number;
  /** What may still be given back. */
  readonly refundable: number;
  /** Whether what is authorized can be let go. */
  readonly voidable: boolean;
  readonly operations: readonly Operation[];
  /** Why nothing is offered although something may be left: a sentence; null where the sums are sure. */
  readonly unsure: string | null;
}

const known = new WeakMap<Transaction, Standing>();

/** How a payment stands, by its events. Where they do not add up nothing is offered. */
export function standingOf(payment: Transaction): Standing {
  let standing = known.get(payment);
  if (standing === undefined) {
    standing = readStanding(payment);
    known.set(payment, standing);
  }
  return standing;
}

function readStanding(payment: Transaction): Standing {
  try {
    const operations = operationsOf(payment);
    const sums = sumsOf(payment, operations);
    const unsure = doubtOf(payment, operations, sums);
    return unsure === null
      ? { ...offered(payment, sums), operations, unsure }
      : { ...sums, ...nothing, operations, unsure };
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    const unsure = 'Dintero sent an event that cannot be read.';
    return { captured: 0, refunded: 0, ...nothing, operations: [], unsure };
  }
}

const nothing = { capturable: 0, refundable: 0, voidable: false } as const;

interface Sums {
  readonly captured: number;
  readonly refunded: number;
  /** What goes on, by kind. */
  readonly held: Readonly<Record<Kind, number>>;
  readonly isVoided: boolean;
  /** What a correction says is left, less what was done after it; null: there is none. */
  readonly left: { readonly capture: number; readonly refund: number; readonly void: number } | null;
}

function sumsOf(payment: Transaction, operations: readonly Operation[]): Sums {
  const sum = (kind: Kind, state: Operation['state'], counts: (each: Operation) => boolean = () => true) =>
    operations
      .filter((each) => each.kind === kind && each.state === state && counts(each))
      .reduce((total, { amount }) => total + (amount ?? 0), 0);
  const [captured, refunded] = [sum('CAPTURE', 'done'), sum('REFUND', 'done')];
  const held = { CAPTURE: sum('CAPTURE', 'open'), REFUND: sum('REFUND', 'open'), VOID: sum('VOID', 'open') };
  const isVoided = operations.some(({ kind, state }) => kind === 'VOID' && state === 'done');
  const newest = newestCorrection(eventsOf(payment));
  if (newest === undefined) return { captured, refunded, held, isVoided, left: null };
  // Clocks may differ: what may have been done after it takes away, what was surely done after it adds.
  const isBefore = ({ event }: Operation) => Date.parse(event.created_at ?? '') < newest.at;
  const isAfter = ({ event }: Operation) => Date.parse(event.created_at ?? '') > newest.at;
  const { remaining_capture_amount, remaining_refund_amount, remaining_void_amount } = newest.correction;
  const after = (kind: Kind) => sum(kind, 'done', (each) => !isBefore(each));
  const refund = remaining_refund_amount + sum('CAPTURE', 'done', isAfter) - after('REFUND');
  return {
    captured,
    refunded: Math.max(0, captured - refund),
    held,
    isVoided,
    left: { capture: remaining_capture_amount - after('CAPTURE') - after('VOID'), refund, void: remaining_void_amount },
  };
}

function offered(
  payment: Transaction,
  { captured, refunded, held, isVoided, left }: Sums,
): Omit<Standing, 'operations' | 'unsure'> {
  const { status = '', amount } = payment;
  const goesOn = held.CAPTURE + held.VOID > 0;
  const isOpen = captures.has(status) && !isVoided && held.VOID === 0;
  const capturable = isOpen ? Math.max(0, (left?.capture ?? amount - captured) - held.CAPTURE) : 0;
  const refundable = Math.max(0, (left?.refund ?? captured - refunded) - held.REFUND);
  const isWhole = captured === 0 || canVoidRest(payment);
  const voidable = capturable > 0 && !goesOn && isWhole && productOf(payment).voids !== false && (left?.void ?? 1) > 0;
  return { captured, refunded, capturable, refundable, voidable };
}

const captures: ReadonlySet<string> = new Set(['AUTHORIZED', 'PARTIALLY_CAPTURED', 'PARTIALLY_CAPTURED_REFUNDED']);

/** What must hold of the sums of a payment by its status; a status that is not here is not known. */
const fits: Readonly<Record<string, (captured: number, refunded: number, amount: number) => boolean>> = {
  INITIATED: (captured) => captured === 0,
  AUTHORIZED: (captured) => captured === 0,
  AUTHORIZATION_VOIDED: (captured) => captured === 0,
  ON_HOLD: (captured) => captured === 0,
  DECLINED: (captured) => captured === 0,
  FAILED: (captured) => captured === 0,
  CAPTURED: (captured, refunded) => captured > 0 && refunded === 0,
  PARTIALLY_CAPTURED: (captured, refunded, amount) => captured > 0 && captured < amount && refunded === 0,
  PARTIALLY_CAPTURED_REFUNDED: (captured, refunded, amount) => captured > 0 && captured < amount && refunded > 0,
  PARTIALLY_REFUNDED: (captured, refunded) => refunded > 0 && refunded < captured,
  REFUNDED: (captured, refunded) => captured > 0 && refunded === captured,
};

function doubtOf(
  payment: Transaction,
  operations: readonly Operation[],
  { captured, refunded, left }: Sums,
): string | null {
  const { status = '', amount } = payment;
  const events = eventsOf(payment);
  const fit = fits[status];
  if (fit === undefined) return `Dintero says "${status}", which is not known here.`;
  if (payment.status !== 'INITIATED' && events.length === 0) return 'Dintero sent no events.';
  if (events.some((event) => isUnknown(event) && event.amount))
    return 'There is an event with an amount whose kind is not known here.';
  if (operations.some(({ state }) => state === 'unclear'))
    return 'There is an event that does not say whether it succeeded.';
  if (operations.some((each) => each.state !== 'failed' && each.kind !== 'VOID' && !isAmount(each.amount)))
    return 'There is an event without a usable amount.';
  const corrections = events.filter(({ correction }) => correction).length;
  if (corrections > 0 && left === null) return 'There are several corrections, and which is the newest cannot be told.';
  if (!isAmount(amount) || captured > amount || refunded > captured) return sums;
  return left !== null || fit(captured, refunded, amount) ? null : sums;
}

const sums = 'What was captured and refunded does not add up to what Dintero says of the payment.';

function isAmount(value: number | null): value is number {
  return value !== null && Number.isSafeInteger(value) && value > 0;
}
