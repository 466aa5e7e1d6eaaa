import type { PaymentOperation } from '../../../upstream/contract/shopping.ts';
import { builder } from '../../builder.ts';
import { wire } from '../../framework/wire.ts';

/** `PaymentDetails`: how something was paid. */
export const PaymentDetailsRef = builder.objectRef<NonNullable<PaymentOperation['payment_details']>>('PaymentDetails');

builder.objectType(PaymentDetailsRef, {
  description: 'How something was paid.',
  fields: (t) => ({
    psp: t.exposeString('psp', { description: 'Payment service provider: `Bambora`.' }),
    paymentId: t.exposeString('payment_id', { description: 'Id of the payment with the provider.' }),
    paymentProduct: t.exposeString('payment_product', { description: 'Product: `bambora`.' }),
    paymentProductType: t.exposeString('payment_product_type', {
      description: 'Kind of product: `bambora.creditcard`.',
    }),
    cardBrand: t.string({ description: 'Brand of the card: `Visa`.', resolve: ({ card }) => card?.brand }),
    cardType: t.string({ description: 'Kind of card: `Credit`.', resolve: ({ card }) => card?.type }),
    maskedPan: t.string({
      description: 'Number of the card, all but the last digits masked.',
      resolve: ({ card }) => card?.masked_pan,
    }),
  }),
});

/** `PaymentDetailsInput`: how something was paid. */
export const PaymentDetailsInputRef = builder.inputType('PaymentDetailsInput', {
  description: 'How something was paid.',
  fields: (t) => ({
    psp: t.string({ description: 'Payment service provider: `Bambora`.' }),
    paymentId: t.text('id', { description: 'Id of the payment with the provider.' }),
    paymentProduct: t.string({ description: 'Product: `bambora`.' }),
    paymentProductType: t.string({ description: 'Kind of product: `bambora.creditcard`.' }),
    cardBrand: t.string({ description: 'Brand of the card: `Visa`.' }),
    cardType: t.string({ description: 'Kind of card: `Credit`.' }),
    maskedPan: t.string({ description: 'Number of the card, all but the last digits masked.' }),
  }),
});

/** How something was paid, in upstream's words. */
export function wirePaymentDetails({
  cardBrand,
  cardType,
  maskedPan,
  ...details
}: typeof PaymentDetailsInputRef.$inferInput) {
  return { ...wire(details), card: wire({ brand: cardBrand, type: cardType, maskedPan }) };
}

/** Where upstream's members of it lie in the input. */
export const paymentDetailsNames = {
  'card.brand': 'cardBrand',
  'card.type': 'cardType',
  'card.masked_pan': 'maskedPan',
};
