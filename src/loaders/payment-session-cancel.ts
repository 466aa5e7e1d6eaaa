import type { InputProblem } from '../kernel/input-error.ts';
import type { Session } from '../upstream/contract/checkout.ts';
import { cancelPaymentSession, getPayment, getPaymentSession } from '../upstream/endpoints/checkout.ts';
import type { Doubt, Doubts } from './money-locks.ts';
import { lockProblem, type Moved } from './move-money.ts';
import { readFirst } from './payment-moves.ts';
import { sendOnce } from './send-once.ts';
import { type Bound, view, way } from './view.ts';

/** The result of cancelling a checkout. */
export interface Cancelled extends Pick<Moved, 'outcome' | 'refusal' | 'problems'> {
  readonly session: Session | null;
}

const uses = { session: getPaymentSession, payment: getPayment, cancel: cancelPaymentSession };

/** Ends a checkout, with the payment in it as long as nothing is captured. */
export const paymentSessionCancel = view<{ readonly sessionId: string }, Cancelled>(
  'paymentSessionCancel',
  way({
    uses,
    counts: [
      { endpoint: getPaymentSession, per: 'parent', most: 3 },
      { endpoint: getPayment, per: 'parent', most: null },
      { endpoint: cancelPaymentSession, per: 'parent', most: null },
    ],
    read: async ({ sessionId }: { readonly sessionId: string }, use, { locks }) => {
      const found = await readFirst(() => use.session({ path: { session_id: sessionId } }));
      if (found === 'unreadable') return notCancelled(null, unread);
      if (found === null) return notCancelled(null, { code: 'NOT_FOUND', message: 'is not known to Dintero' });
      if (found.cancelled_at !== undefined) return cancelled('DONE', found);
      const key = found.transaction_id ?? sessionId;
      try {
        return await locks.hold([key], (doubts) => cancelLocked(sessionId, found, use, doubts));
      } catch (error) {
        return notCancelled(found, lockProblem(error, at));
      }
    },
  }),
);

async function cancelLocked(
  sessionId: string,
  found: Session,
  use: Bound<typeof uses>,
  doubts: Doubts,
): Promise<Cancelled> {
  const path = { session_id: sessionId };
  const id = found.transaction_id;
  const key = id ?? sessionId;
  const paid = id === undefined ? null : await readFirst(() => use.payment({ path: { payment_id: id } }));
  if (paid === 'unreadable') return notCancelled(found, unread);
  if (paid !== null && paid.status !== 'INITIATED' && paid.status !== 'AUTHORIZED')
    return notCancelled(found, {
      code: 'WRONG_STATE',
      message: 'has a payment that is neither begun nor authorized: void or refund it',
    });
  const now = await readFirst(() => use.session({ path }));
  if (now === 'unreadable' || now === null) return notCancelled(found, unread);
  if (now.cancelled_at !== undefined) return cancelled('DONE', now);
  if ((await doubts.of(key)).some(({ kind }) => kind === 'VOID')) return cancelled('UNKNOWN', now);
  const doubt: Doubt = { kind: 'VOID', refId: '', amount: paid?.amount ?? 0, since: Date.now(), failedBefore: 0 };
  const sent = await sendOnce(
    {
      key,
      doubt,
      send: () => use.cancel({ path }),
      read: () => use.session({ path }),
      isSettled: ({ cancelled_at }) => cancelled_at !== undefined,
    },
    doubts,
  );
  if (sent.state === 'not sent') return notCancelled(now, unread);
  if (sent.state === 'refused') return { ...cancelled('REFUSED', now), refusal: sent.refusal };
  return cancelled(sent.state === 'settled' ? 'DONE' : 'UNKNOWN', sent.after);
}

const at = ['sessionId'];
const unread = { code: 'NOT_NOW', message: 'could not be read, so that nothing was sent' } as const;

function cancelled(outcome: Cancelled['outcome'], session: Session | null): Cancelled {
  return { outcome, session, refusal: null, problems: [] };
}

function notCancelled(session: Session | null, problem: Omit<InputProblem, 'path'>): Cancelled {
  return { ...cancelled(null, session), problems: [{ ...problem, path: at }] };
}
