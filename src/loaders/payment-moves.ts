import type { InputProblem } from '../kernel/input-error.ts';
import { extentOf, type Wanted } from '../money/move.ts';
import type { Kind } from '../money/operations.ts';
import { standingOf } from '../money/standing.ts';
import type { Transaction as Payment } from '../upstream/contract/checkout.ts';
import type { Endpoint } from '../upstream/endpoint.ts';
import { capturePayment, getPayment, refundPayment, voidPayment } from '../upstream/endpoints/checkout.ts';
import { UpstreamError } from '../upstream/errors.ts';
import type { MoneyLocks } from './money-locks.ts';
import { doneBefore, lockProblem, type Moved, moveMoney, notMoved } from './move-money.ts';
import { type Bound, type Count, view, way } from './view.ts';

/** A capture or refund as it is asked for. */
export interface MoveInput extends Wanted {
  readonly paymentId: string;
  readonly refId: string;
  readonly currency?: string | null | undefined;
  readonly reason?: string | null | undefined;
}

/** The payment is read before the one write, and once more where the answer of that does not tell what became of it. */
function counted(write: Endpoint): readonly Count[] {
  return [
    { endpoint: getPayment, per: 'parent', most: 2 },
    // One at most, and none where it was done before or cannot be done: it is not sure.
    { endpoint: write, per: 'parent', most: null },
  ];
}

type Read = Bound<{ readonly payment: typeof getPayment }>['payment'];

/** Captures an amount or lines of a payment, once for each `refId`. */
export const paymentCapture = view<MoveInput, Moved>(
  'paymentCapture',
  way({
    uses: { payment: getPayment, capture: capturePayment },
    counts: counted(capturePayment),
    read: (input: MoveInput, { payment, capture }, { locks }) =>
      moved(input, 'CAPTURE', payment, locks, ({ amount, items }) =>
        capture({
          path: { payment_id: input.paymentId },
          body: { amount, capture_reference: input.refId, ...(items.length > 0 && { items: [...items] }) },
        }),
      ),
  }),
);

/** Gives an amount or lines of a payment back, once for each `refId`. */
export const paymentRefund = view<MoveInput, Moved>(
  'paymentRefund',
  way({
    uses: { payment: getPayment, refund: refundPayment },
    counts: counted(refundPayment),
    read: (input: MoveInput, { payment, refund }, { locks }) =>
      moved(input, 'REFUND', payment, locks, ({ amount, items }) =>
        refund({
          path: { payment_id: input.paymentId },
          body: {
            amount,
            refund_reference: input.refId,
            ...(input.reason && { reason: input.reason }),
            ...(items.length > 0 && { items: [...items] }),
          },
        }),
      ),
  }),
);

/** Lets go of what is set aside; that it was done before is known by the state of the payment. */
export const paymentVoid = view<{ readonly paymentId: string }, Moved>(
  'paymentVoid',
  way({
    uses: { payment: getPayment, void: voidPayment },
    counts: counted(voidPayment),
    read: ({ paymentId }: { readonly paymentId: string }, { payment, void: letGo }, { locks }) =>
      withPayment(paymentId, payment, locks, async (found, doubts) => {
        const path = { payment_id: paymentId };
        const amount = standingOf(found).capturable;
        const send = () => letGo({ path });
        return moveMoney(found, { kind: 'VOID', refId: '', amount, read: () => payment({ path }), send }, doubts);
      }),
  }),
);

type Extent = Exclude<ReturnType<typeof extentOf>, readonly InputProblem[]>;

function moved(
  input: MoveInput,
  kind: Kind,
  read: Read,
  locks: MoneyLocks,
  send: (extent: Extent) => Promise<Payment>,
): Promise<Moved> {
  const { paymentId, refId, currency } = input;
  return withPayment(paymentId, read, locks, async (payment, doubts) => {
    const problems = [...refIdProblems(refId, [payment.merchant_reference, payment.merchant_reference_2])];
    if (currency && currency !== payment.currency)
      problems.push({
        path: ['currency'],
        code: 'INVALID_VALUE',
        message: `must be that of the payment, ${payment.currency}`,
      });
    const extent = extentOf(payment, kind, input);
    // Of what was done before, less may be left than is asked for.
    const before = doneBefore(payment, { kind, refId, amount: 'amount' in extent ? extent.amount : null });
    if (before !== undefined && problems.length === 0) return before;
    if ('amount' in extent && problems.length === 0) {
      const again = () => read({ path: { payment_id: paymentId } });
      return moveMoney(payment, { kind, refId, amount: extent.amount, read: again, send: () => send(extent) }, doubts);
    }
    return notMoved(payment, ...problems, ...('amount' in extent ? [] : extent));
  });
}

/** A shop's own software refunds with the number of the order: such a reference would be taken for one of its refunds. */
export function refIdProblems(refId: string, references: readonly (string | undefined)[]): InputProblem[] {
  const message =
    'must be one of your own for each press of a button: not the id of the order, nor a reference of the shop';
  return references.includes(refId) ? [{ path: ['refId'], code: 'INVALID_VALUE', message }] : [];
}

type Doubts = Parameters<Parameters<MoneyLocks['hold']>[1]>[0];

/** Locks a payment, reads it, and acts. */
async function withPayment(
  paymentId: string,
  read: Read,
  locks: MoneyLocks,
  act: (payment: Payment, doubts: Doubts) => Promise<Moved>,
): Promise<Moved> {
  try {
    return await locks.hold([paymentId], async (doubts) => {
      const payment = await readFirst(() => read({ path: { payment_id: paymentId } }));
      if (payment === 'unreadable') return notMoved(null, unread);
      if (payment === null)
        return notMoved(null, { path: ['paymentId'], code: 'NOT_FOUND', message: 'is not known to Dintero' });
      return act(payment, doubts);
    });
  } catch (error) {
    return notMoved(null, lockProblem(error, ['paymentId']));
  }
}

const unread: InputProblem = {
  path: ['paymentId'],
  code: 'NOT_NOW',
  message: 'could not be read, so that nothing was sent',
};

/** What is read before anything is sent. A service that is not there is a reason to send nothing, not an error. */
export async function readFirst<Value>(read: () => Promise<Value>): Promise<Value | 'unreadable'> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UpstreamError && error.outcome !== undefined) return 'unreadable';
    throw error;
  }
}
