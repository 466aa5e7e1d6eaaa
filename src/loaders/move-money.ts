import type { InputProblem } from '../kernel/input-error.ts';
import { obstacle } from '../money/move.ts';
import type { Kind, Operation } from '../money/operations.ts';
import { type OperationOutcome, outcomeOfOperation, ownOperation, retryTime } from '../money/outcome.ts';
import { standingOf } from '../money/standing.ts';
import type { Transaction as Payment, TransactionEvent } from '../upstream/contract/checkout.ts';
import { type Doubt, type Doubts, LockError } from './money-locks.ts';
import { sendOnce } from './send-once.ts';

/** A requested capture, refund or void. */
interface Asked {
  readonly kind: Kind;
  /** Empty for a void. */
  readonly refId: string;
  /** In the minor unit; null where only what was done before would tell. */
  readonly amount: number | null;
}

/** A capture, refund or void that is to be made of a payment. */
export interface Move extends Asked {
  readonly amount: number;
  /** Reads the payment as it is now. */
  readonly read: () => Promise<Payment | null>;
  /** Makes the one write. */
  readonly send: () => Promise<Payment>;
}

/** The result of a capture, refund or void. */
export interface Moved {
  /** Null: nothing was sent, and the problems say why. */
  readonly outcome: OperationOutcome | null;
  /** The payment after it; null where it could not be read. */
  readonly payment: Payment | null;
  /** Dintero's no. */
  readonly refusal: TransactionEvent['error'] | null;
  /** When it started. */
  readonly operation: Operation | null;
  readonly problems: readonly InputProblem[];
}

/** The result of a capture, refund or void that was not sent. */
export function notMoved(payment: Payment | null, ...problems: readonly InputProblem[]): Moved {
  return { outcome: null, payment, refusal: null, operation: null, problems };
}

/**
 * Makes a move of a payment that was just read and is locked, unless it was made before, goes on, or may have been made: what
 * it came to is read from its own event alone. An answer without such an event, or none at all, is looked up once.
 */
export async function moveMoney(payment: Payment, move: Move, doubts: Doubts): Promise<Moved> {
  const known = doneBefore(payment, move);
  if (known !== undefined) return known;
  const id = payment.id ?? '';
  const open = (await doubts.of(id)).filter((each) => !isSettled(payment, each));
  if (open.some((each) => each.kind === move.kind && each.refId === move.refId))
    return movedAs('UNKNOWN', payment, null);
  const problem = obstacle(payment, move.kind) ?? excess(payment, move, open);
  if (problem !== undefined) return notMoved(payment, problem);
  const { kind, refId, amount, read, send } = move;
  const doubt = { kind, refId, amount, since: Date.now(), failedBefore: failedOf(payment, kind, refId).length };
  const sent = await sendOnce({ key: id, doubt, send, read, isSettled: (now) => isSettled(now, doubt) }, doubts);
  if (sent.state === 'not sent')
    return notMoved(payment, {
      path: ['paymentId'],
      code: 'NOT_NOW',
      message: 'could not be reached: nothing was sent',
    });
  if (sent.state === 'refused') return { ...movedAs('REFUSED', payment, null), refusal: sent.refusal };
  const { after } = sent;
  if (sent.state === 'unknown') return movedAs('UNKNOWN', after, null);
  const hasFailed = failedOf(sent.after, kind, refId).length > doubt.failedBefore;
  return doneBefore(sent.after, move, hasFailed) ?? movedAs('UNKNOWN', after, null);
}

/** What events tell of the same move, made before; undefined where it may be sent. */
export function doneBefore(payment: Payment, { kind, refId, amount }: Asked, isFinal = false): Moved | undefined {
  if (kind === 'VOID' && payment.status === 'AUTHORIZATION_VOIDED') return movedAs('DONE', payment, null);
  const own = ownOperation(payment, kind, kind === 'VOID' ? null : refId);
  if (own === undefined) return undefined;
  if (own.state === 'failed' && !isFinal && mayTryAgain(own, kind)) return undefined;
  if (kind !== 'VOID' && own.amount !== null && amount !== null && own.amount !== amount && own.state !== 'failed')
    return notMoved(payment, { path: ['refId'], code: 'CONFLICT', message: 'was used for another amount before' });
  return movedAs(outcomeOfOperation(own), payment, own);
}

/** A void has no reference: what failed before was another one. */
function mayTryAgain(own: Operation, kind: Kind): boolean {
  const from = kind === 'VOID' ? 0 : retryTime(own);
  return from !== 'never' && from <= Date.now();
}

function movedAs(outcome: OperationOutcome, payment: Payment | null, operation: Operation | null): Moved {
  const refusal = outcome === 'REFUSED' ? (operation?.event.error ?? null) : null;
  return { outcome, payment, refusal, operation, problems: [] };
}

function failedOf(payment: Payment, kind: Kind, refId: string): readonly Operation[] {
  return standingOf(payment).operations.filter(
    (each) => each.kind === kind && each.state === 'failed' && (kind === 'VOID' || each.reference === refId),
  );
}

/** Whether events tell what became of a move that was in doubt. */
export function isSettled(payment: Payment, { kind, refId, failedBefore }: Doubt): boolean {
  if (kind === 'VOID' && payment.status === 'AUTHORIZATION_VOIDED') return true;
  const own = ownOperation(payment, kind, kind === 'VOID' ? null : refId);
  if (own !== undefined && own.state !== 'failed') return own.state !== 'unclear';
  return failedOf(payment, kind, refId).length > failedBefore;
}

/** That it is more than is left, or than is left while other amounts are in doubt. */
function excess(payment: Payment, { kind, amount }: Move, open: readonly Doubt[]): InputProblem | undefined {
  const { capturable, refundable } = standingOf(payment);
  const ofRefunds = (each: Doubt) => each.kind === 'REFUND';
  const inDoubt = open.filter((each) => ofRefunds(each) === (kind === 'REFUND'));
  const left = kind === 'REFUND' ? refundable : capturable;
  const sure = left - inDoubt.reduce((total, each) => total + each.amount, 0);
  if (amount > left)
    return { path: ['amount'], code: 'EXCEEDS_REMAINING', message: `must not be more than is left: ${left}` };
  if (amount <= sure && (kind !== 'VOID' || inDoubt.length === 0)) return undefined;
  const message = 'is in doubt: an answer was lost. Read the payment again later';
  return { path: ['paymentId'], code: 'NOT_NOW', message };
}

/** A problem of what could not be locked; anything else is thrown on. */
export function lockProblem(error: unknown, path: InputProblem['path']): InputProblem {
  if (!(error instanceof LockError)) throw error;
  return { path, code: 'NOT_NOW', message: error.message };
}
