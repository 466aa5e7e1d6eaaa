import type { components } from '../../upstream/contract/checkout.ts';
import { failure, found, invalid, type SandboxAnswer, wrongStateAnswer } from '../answer.ts';
import { freshId, stamp } from '../clock.ts';
import { paymentStatus } from '../data/payments.ts';
import type { Handlers } from '../handler.ts';
import type { CheckoutTurn, SandboxState, Unfinished } from '../state.ts';

type Payment = components['schemas']['Transaction'];
type Event = components['schemas']['TransactionEvent'];
type Kind = 'CAPTURE' | 'REFUND' | 'VOID';

/** An operation as it was asked for. */
interface Asked {
  readonly kind: Kind;
  readonly amount: number;
  readonly reference?: string | undefined;
  readonly items?: Event['items'] | undefined;
}

/** Writes of the checkout service. Nothing makes them safe to repeat: a second refund is another refund. */
export const paymentWrites = {
  updatePayment: ({ path, body }, { payments }) => {
    const payment = payments.get(path.payment_id);
    return found(payment && Object.assign(payment, body));
  },
  capturePayment: ({ path, body }, state) =>
    operate(state, path.payment_id, {
      kind: 'CAPTURE',
      amount: body.amount,
      reference: body.capture_reference,
      items: body.items,
    }),
  refundPayment: ({ path, body }, state) =>
    operate(state, path.payment_id, {
      kind: 'REFUND',
      amount: body.amount,
      reference: body.refund_reference,
      items: body.items,
    }),
  voidPayment: ({ path }, state) =>
    operate(state, path.payment_id, { kind: 'VOID', amount: leftOf(state.payments.get(path.payment_id)).capture }),
  cancelPaymentSession: ({ path }, state) => {
    const session = state.paymentSessions.get(path.session_id);
    if (session === undefined) return found(undefined);
    const payment = state.payments.get(session.transaction_id ?? '');
    if (payment !== undefined && payment.status !== 'INITIATED' && payment.status !== 'AUTHORIZED')
      return wrongStateAnswer('The payment is not initiated or authorized.');
    if (payment !== undefined) operate(state, payment.id ?? '', { kind: 'VOID', amount: payment.amount });
    return found(Object.assign(session, { cancelled_at: stamp(state), cancelled_by: 'sandbox' }));
  },
} satisfies Handlers;

function operate(state: SandboxState, id: string, asked: Asked): SandboxAnswer {
  const payment = state.payments.get(id);
  if (payment === undefined) return found(undefined);
  const left = leftOf(payment);
  const most = asked.kind === 'REFUND' ? left.refund : left.capture;
  if (payment.status === 'ON_HOLD') return wrongStateAnswer('The payment is on hold.');
  if (asked.kind === 'VOID' && most <= 0) return wrongStateAnswer('Nothing is authorized any more.');
  if (asked.amount <= 0) return invalid('/amount', 'Must be more than 0.');
  if (asked.amount > most) return failure(400, 'AMOUNT', 'The amount exceeds the remaining amount.');
  // Swish goes on after its answer.
  const turn = state.checkoutScript.shift() ?? (payment.payment_product === 'swish' ? 'begins' : 'done');
  return act(state, payment, asked, turn);
}

function act(state: SandboxState, payment: Payment, asked: Asked, turn: CheckoutTurn): SandboxAnswer {
  if (turn === 'leaves no event') return found(payment);
  if (turn === 'begins') {
    const event = add(state, payment, `INITIATE_${asked.kind}`, asked, {});
    state.unfinished.push({ payment, event, reads: payment.payment_product === 'swish' ? 2 : null });
    return { status: 202, body: payment, headers: { 'event-request-id': event.request_id ?? '' } };
  }
  add(state, payment, asked.kind, asked, turn === 'done' || turn === 'done and 503' ? {} : failed(turn));
  return turn === 'done and 503' ? failure(503, 'UNAVAILABLE', 'The provider does not answer.') : found(payment);
}

function failed(turn: CheckoutTurn): Pick<Event, 'success' | 'error'> {
  const retry_policy =
    turn === 'fails'
      ? { retry_codes: ['RETRY_IMMEDIATELY'] }
      : turn === 'fails for an hour'
        ? { retry_codes: ['RETRY_AFTER_DELAY'], retry_after: new Date(Date.now() + 3_600_000).toISOString() }
        : { retry_codes: ['DO_NOT_RETRY'] };
  return {
    success: false,
    error: { code: 'DECLINED', message: 'The issuer said no.', type: ['ISSUER_ERROR'], retry_policy },
  };
}

function add(state: SandboxState, payment: Payment, event: string, asked: Asked, more: Partial<Event>): Event {
  const { amount, reference, items } = asked;
  const made: Event = {
    id: freshId(state),
    event,
    success: true,
    amount,
    ...(items && { items }),
    ...(reference !== undefined && { event_reference: reference }),
    request_id: freshId(state),
    created_at: new Date().toISOString(),
    created_by: 'sandbox',
    ...more,
  };
  payment.events = [...(payment.events ?? []), made];
  const { taken, back, isVoided } = sumsOf(payment);
  if (taken > 0 || isVoided) payment.status = paymentStatus(payment.amount, taken, back, isVoided);
  return made;
}

/** Ends what goes on, as done or as failed. */
export function finish(state: SandboxState, { payment, event: begun }: Unfinished, isDone: boolean): void {
  const at = state.unfinished.findIndex(({ event }) => event === begun);
  if (at === -1) return;
  state.unfinished.splice(at, 1);
  const kind = (begun.event ?? '').replace('INITIATE_', '');
  const { amount = 0, event_reference: reference, items, request_id = '' } = begun;
  add(
    state,
    payment,
    kind,
    { kind: kind as Kind, amount, reference, items },
    {
      correlation_request_id: request_id,
      ...(!isDone && failed('fails')),
    },
  );
}

function sumsOf({ events = [] }: Payment) {
  const sum = (kind: Kind) =>
    events
      .filter(({ event, success }) => event === kind && success)
      .reduce((total, { amount = 0 }) => total + amount, 0);
  const isVoided = events.some(({ event, success }) => event === 'VOID' && success);
  return { taken: sum('CAPTURE'), back: sum('REFUND'), isVoided };
}

/** What may still be captured and refunded; what goes on is held. */
function leftOf(payment: Payment | undefined): { capture: number; refund: number } {
  if (payment === undefined) return { capture: 0, refund: 0 };
  const { taken, back, isVoided } = sumsOf(payment);
  const answered = new Set(payment.events?.map(({ correlation_request_id }) => correlation_request_id));
  const held = (kind: Kind) =>
    (payment.events ?? [])
      .filter(({ event, request_id }) => event === `INITIATE_${kind}` && !answered.has(request_id))
      .reduce((total, { amount = 0 }) => total + amount, 0);
  const isOver = isVoided || payment.status === 'DECLINED' || payment.status === 'FAILED';
  return {
    capture: isOver ? 0 : payment.amount - taken - held('CAPTURE') - held('VOID'),
    refund: taken - back - held('REFUND'),
  };
}
