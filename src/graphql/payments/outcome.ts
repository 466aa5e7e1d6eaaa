import { builder } from '../builder.ts';

/** `PaymentOutcome`: what became of a capture, a refund or a void. */
export const PaymentOutcome = builder.enumType('PaymentOutcome', {
  description: 'What became of money that was to be moved.',
  values: {
    DONE: { description: 'It is done, now or before.' },
    PENDING: {
      description: 'It goes on: Dintero or the bank is at work. Read the payment again later; never send it again.',
    },
    PARTLY: { description: 'Some parts are done and others are not: each part says.' },
    REFUSED: { description: "Dintero's no: no money was moved." },
    UNKNOWN: {
      description:
        'Nobody knows whether money was moved: the answer was lost. Read the payment again later; never send it with another `refId`.',
    },
    MONEY_BACK_NOT_RECORDED: {
      description:
        'The money is moved, but the order does not say so yet: the same call with the same `refId` records it.',
    },
  } as const,
});
