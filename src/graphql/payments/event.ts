import { money } from '../../kernel/money.ts';
import { kindOfEvent, type Operation } from '../../money/operations.ts';
import { isOverdue, outcomeOfOperation } from '../../money/outcome.ts';
import { standingOf } from '../../money/standing.ts';
import type { Transaction as Payment, TransactionEvent } from '../../upstream/contract/checkout.ts';
import { builder } from '../builder.ts';
import { MoneyRef } from '../values/money.ts';
import { dateTime } from '../values/scalars.ts';
import { PaymentOutcome } from './outcome.ts';

/** An event of a payment, with the capture, refund or void that it ends or begins. */
interface Source {
  readonly payment: Payment;
  readonly event: TransactionEvent;
  /** Null: it is none, or its beginning, of which another event tells the end. */
  readonly operation: Operation | null;
}

type ProviderError = NonNullable<TransactionEvent['error']>;

/** `PaymentError`: why something was refused. */
export const PaymentErrorRef = builder.objectRef<ProviderError>('PaymentError');

builder.objectType(PaymentErrorRef, {
  description: 'Why something was refused.',
  fields: (t) => ({
    code: t.exposeString('code', { description: "Dintero's code." }),
    message: t.exposeString('message', { description: "Dintero's words." }),
    types: t.stringList({
      description: 'Kinds of refusal: `INSUFFICIENT_FUNDS`; an open set.',
      resolve: ({ type }) => type,
    }),
    words: t.string({
      description: 'The kind of refusal as a sentence for the customer; null where it is not known.',
      resolve: ({ type }) => type?.map((each) => words[each]).find((each) => each !== undefined),
    }),
    retryAfter: t.field({
      type: 'DateTime',
      description: 'When the same may be tried again; null where it may not, or at once.',
      resolve: ({ retry_policy }) => dateTime(retry_policy?.retry_after),
    }),
    retryCodes: t.stringList({
      description:
        'Whether the same may be tried again: `DO_NOT_RETRY`, `RETRY_IMMEDIATELY`, `RETRY_AFTER_DELAY`; an open set.',
      resolve: ({ retry_policy }) => retry_policy?.retry_codes,
    }),
  }),
});

const words: Readonly<Record<string, string>> = {
  CLOSED_ACCOUNT: 'The account is closed.',
  DECLINED: 'The bank declined it.',
  EXCEEDS_APPROVAL_LIMIT: 'It is more than the card may pay at once.',
  EXCEEDS_WITHDRAWAL_FREQUENCY_LIMIT: 'The card was used too often in a short time.',
  EXPIRED_CARD: 'The card has expired.',
  FAILED_VERIFICATION: 'The customer could not be verified.',
  INSUFFICIENT_FUNDS: 'There is not enough money on the account.',
  INVALID_AMOUNT: 'The amount is not possible.',
  ISSUER_ERROR: 'The bank of the card had a problem.',
  PICK_UP_CARD: 'The card is blocked.',
  PIN_REQUIRED: 'The card needs its PIN.',
  RESTRICTED_CARD: 'The card may not be used for this.',
};

/** `PaymentEvent`: something that happened to a payment. */
export const PaymentEventRef = builder.objectRef<Source>('PaymentEvent');

builder.objectType(PaymentEventRef, {
  description: 'Something that happened to a payment.',
  fields: (t) => ({
    eventId: t.string({ description: 'Id of the event.', resolve: ({ event }) => event.id }),
    type: t.string({
      description:
        'What happened: `INITIALIZE`, `AUTHORIZE`, `CAPTURE`, `REFUND`, `VOID`, `SETTLEMENT`; `INITIATE_CAPTURE` and its like were begun and end with an event of their own. An open set.',
      resolve: ({ event }) => event.event,
    }),
    success: t.boolean({
      description: 'Whether it succeeded; null where Dintero does not say.',
      resolve: ({ event }) => event.success,
    }),
    outcome: t.field({
      type: PaymentOutcome,
      description: 'What a capture, refund or void came to; null for other events, and for a beginning that has ended.',
      resolve: ({ operation }) => operation && outcomeOfOperation(operation),
    }),
    isOverdue: t.boolean({
      description: 'Whether it has been going on for more than a day: ask Dintero. Null for what does not go on.',
      resolve: ({ operation }) => (operation?.state === 'open' ? isOverdue(operation, Date.now()) : null),
    }),
    amount: t.field({
      type: MoneyRef,
      description: 'What was authorized in all, captured or given back.',
      resolve: ({ event, payment }) => money(event.amount, payment.currency),
    }),
    onGiftCards: t.field({
      type: MoneyRef,
      description: 'How much of it came from, or went back to, gift cards; null where Dintero does not say.',
      resolve: ({ event: { gift_cards }, payment }) =>
        gift_cards &&
        money(
          gift_cards.reduce((total, { amount }) => total + amount, 0),
          payment.currency,
        ),
    }),
    reference: t.string({
      description: 'The `refId` that a capture or refund was asked for with.',
      resolve: ({ event, operation }) => event.event_reference ?? operation?.reference,
    }),
    error: t.field({ type: PaymentErrorRef, description: 'Why it was refused.', resolve: ({ event }) => event.error }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When it happened.',
      resolve: ({ event }) => dateTime(event.created_at),
    }),
  }),
});

/** The events of a payment in the order of upstream. */
export function eventSources(payment: Payment): Source[] {
  const operations = new Map(standingOf(payment).operations.map((each) => [each.event, each]));
  return (payment.events ?? []).map((event) => ({
    payment,
    event,
    operation: (kindOfEvent(event) && operations.get(event)) ?? null,
  }));
}
