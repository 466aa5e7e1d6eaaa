import { createOrderSession, getOrder } from '../../../upstream/endpoints/shopping.ts';
import { builder } from '../../builder.ts';
import { atLeastOne, positive } from '../../framework/checks.ts';
import { mutation } from '../../framework/mutation.ts';
import { unknown, wrongState } from '../../framework/refusal.ts';
import { OrderRef } from '../orders/order.ts';
import { OrderSessionRef } from './session.ts';

const ItemRef = builder.inputType('OrderSessionItemInput', {
  description: 'A line of the order that is to be paid.',
  fields: (t) => ({
    lineId: t.int({ required: true, description: 'Number of the line.' }),
    amount: t.field({
      type: 'SafeInt',
      description: 'How much of it, in the minor unit of the currency of the order. Default: all of the line.',
    }),
  }),
});

mutation({
  name: 'orderSessionCreate',
  description: 'Starts a checkout session in which lines of an order are paid.',
  input: builder.inputType('OrderSessionCreateInput', {
    description: 'The order, and what is to be paid of it.',
    fields: (t) => ({
      orderId: t.text('id', { required: true, description: "The merchant's own id of the order." }),
      items: t.field({ type: [ItemRef], required: true, description: 'The lines; at least one.' }),
      profileId: t.text('id', { required: true, description: 'Id of the checkout profile.' }),
      returnUrl: t.string({ required: true, description: 'Where the customer is sent afterwards.' }),
      callbackUrl: t.string({ description: 'URL that the outcome is sent to.' }),
      termsUrl: t.string({ description: 'Where the terms of the merchant are.' }),
      metadata: t.field({ type: 'JSONObject', description: 'Free-form data of the merchant.' }),
    }),
  }),
  calls: createOrderSession,
  refusals: [
    wrongState('orderId', 'The order is not open.'),
    unknown('items.lineId', 'line'),
    { code: 'EXCEEDS_REMAINING', at: 'items.amount', message: 'This is more than is left to pay.' },
  ],
  names: { 'url.return_url': 'returnUrl', 'url.callback_url': 'callbackUrl', 'url.merchant_terms_url': 'termsUrl' },
  check: ({ items }) => [
    ...atLeastOne(['items'], items),
    ...items.flatMap(({ amount }, index) => positive(['items', index, 'amount'], amount)),
  ],
  body: ({ items, profileId, returnUrl, callbackUrl, termsUrl, metadata }) => ({
    items: items.map(({ lineId, amount }) => ({ line_id: String(lineId), amount: amount ?? undefined })),
    profile_id: profileId,
    url: {
      return_url: returnUrl,
      callback_url: callbackUrl ?? undefined,
      merchant_terms_url: termsUrl ?? undefined,
    },
    metadata: metadata ?? undefined,
  }),
  result: (session, { orderId }) => ({ session, orderId }),
  payload: (t) => ({
    session: t.field({
      type: OrderSessionRef,
      description:
        'The session. Upstream tells its amounts without a currency, so they are null here; `order.sessions` has them.',
      resolve: ({ result }) => result && { part: result.session, currency: undefined },
    }),
    order: t.call({
      type: OrderRef,
      description: 'The order as it is now.',
      calls: getOrder,
      input: ({ result }) => result && { path: { order_id: result.orderId } },
    }),
  }),
});
