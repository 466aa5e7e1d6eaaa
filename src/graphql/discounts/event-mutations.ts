import { sendDiscountEvent } from '../../upstream/endpoints/discounts.ts';
import { builder } from '../builder.ts';
import { problemIf } from '../framework/checks.ts';
import { mutation } from '../framework/mutation.ts';
import { keyReused } from '../framework/refusal.ts';
import { namesAt } from '../framework/wire-path.ts';
import { ReceiptInputRef, receiptNames, wireReceipt } from '../receipts/receipt/input.ts';

const TokenRef = builder.inputType('DiscountEventTokenInput', {
  description: 'Something that identifies a customer in a shop.',
  fields: (t) => ({
    customerId: t.text('id', { required: true, description: "The merchant's own id of the customer." }),
    tokenId: t.text('id', { required: true, description: "The merchant's own id of the token." }),
    type: t.string({ required: true, description: 'Kind of token: `sha1:email`.' }),
    value: t.string({ required: true, description: 'The value that is compared at the till.' }),
  }),
});

const EventReceiptRef = builder.inputType('DiscountEventReceiptInput', {
  description: 'A receipt of a customer, with the id that it has in the system that stores it.',
  fields: (t) => ({
    id: t.string({ required: true, description: 'Id of the receipt in the system that stores it; a UUID.' }),
    receipt: t.field({
      type: ReceiptInputRef,
      required: true,
      description: 'The receipt; its `customerId` is needed.',
    }),
  }),
});

const EventRef = builder.inputType('DiscountEventInput', {
  description: 'What happened.',
  isOneOf: true,
  fields: (t) => ({
    tokenAdd: t.field({ type: TokenRef, description: 'A customer got a token.' }),
    tokenRemove: t.field({ type: TokenRef, description: 'A customer lost a token.' }),
    receiptAdd: t.field({ type: EventReceiptRef, description: 'A customer bought something.' }),
  }),
});

type Event = typeof EventRef.$inferInput;

function kindOf({ tokenAdd, tokenRemove }: Event): 'token_add' | 'token_remove' | 'receipt_add' {
  if (tokenAdd) return 'token_add';
  return tokenRemove ? 'token_remove' : 'receipt_add';
}

mutation({
  name: 'discountEventSend',
  description:
    'Tells the discounts service of a token or a receipt that another system stores: stamps and uses are counted. Receipts of `receiptsCreate` are counted without it.',
  input: builder.inputType('DiscountEventSendInput', {
    description: 'What happened.',
    fields: (t) => ({
      deliveryId: t.text('id', {
        required: true,
        description:
          "The caller's own key of the delivery: choose one for each event, and send the same again when no answer came.",
      }),
      event: t.field({ type: EventRef, required: true, description: 'What happened.' }),
    }),
  }),
  calls: sendDiscountEvent,
  refusals: [keyReused('deliveryId')],
  names: {
    ...namesAt('receipt', 'event.receiptAdd.receipt', receiptNames),
    'receipt.id': 'event.receiptAdd.id',
  },
  check: ({ deliveryId, event: { receiptAdd } }) => [
    ...problemIf(
      !/^[\x21-\x7e]{1,255}$/.test(deliveryId),
      ['deliveryId'],
      'INVALID_FORMAT',
      'must have 1 to 255 letters, digits or signs of ASCII',
    ),
    ...problemIf(
      receiptAdd != null && !receiptAdd.receipt.customerId,
      ['event', 'receiptAdd', 'receipt', 'customerId'],
      'REQUIRED',
      'is required',
    ),
  ],
  body: ({ event: { tokenAdd, tokenRemove, receiptAdd } }) => {
    const token = tokenAdd ?? tokenRemove;
    return {
      token: token
        ? { token_id: token.tokenId, type: token.type, value: token.value, customer_id: token.customerId }
        : undefined,
      receipt: receiptAdd
        ? { ...wireReceipt(receiptAdd.receipt), id: receiptAdd.id, customer_id: receiptAdd.receipt.customerId ?? '' }
        : undefined,
    };
  },
  header: ({ event, deliveryId }) => ({ event: kindOf(event), 'event-delivery': deliveryId }),
  result: () => ({ sent: true }),
  payload: (t) => ({
    sent: t.boolean({ description: 'True when upstream has taken it.', resolve: ({ result }) => result?.sent }),
  }),
});
