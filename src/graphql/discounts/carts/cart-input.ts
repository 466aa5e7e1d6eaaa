import type { BodyOf } from '../../../upstream/endpoint.ts';
import { builder } from '../../builder.ts';

const CartItemInputRef = builder.inputType('CartItemInput', {
  description: 'One line of a cart.',
  fields: (t) => ({
    lineId: t.int({ required: true, description: 'Number of the line; discounts name it.' }),
    itemId: t.text('id', { required: true, description: "The merchant's own id of the article." }),
    groupIds: t.texts('id', { description: "The merchant's own ids of its groups." }),
    quantity: t.float({ required: true, defaultValue: 1, description: 'How many, or how much of what is weighed.' }),
    grossAmount: t.field({
      type: 'SafeInt',
      required: true,
      description: 'Total of the line, tax included, in minor units.',
    }),
    netAmount: t.field({ type: 'SafeInt', description: 'Total of the line without tax, in minor units.' }),
  }),
});

/** `CartInput`: what a customer is about to buy. */
export const CartInputRef = builder.inputType('CartInput', {
  description: 'What a customer is about to buy.',
  fields: (t) => ({
    cartId: t.text('id', { required: true, description: "The caller's own id of the cart." }),
    storeId: t.text('id', { required: true, description: 'Id of the location.' }),
    customerId: t.text('id', {
      description: "The merchant's own id of the customer; without it only public discounts apply.",
    }),
    currency: t.field({ type: 'Currency', required: true, description: 'ISO 4217 code of all amounts.' }),
    purchasedAt: t.field({ type: 'DateTime', required: true, description: 'When it is bought.' }),
    discountCodes: t.stringList({ description: 'Codes that the customer gives.' }),
    items: t.field({ type: [CartItemInputRef], required: true, description: 'The lines.' }),
  }),
});

/** A cart in upstream's words. */
export function wireCart(cart: typeof CartInputRef.$inferInput): BodyOf<'cartDiscounts'> {
  return {
    receipt_id: cart.cartId,
    store: { id: cart.storeId },
    currency: cart.currency,
    purchase_at: cart.purchasedAt.toISOString(),
    gross_amount: cart.items.reduce((total, { grossAmount }) => total + grossAmount, 0),
    ...(cart.customerId && { customer_id: cart.customerId }),
    ...(cart.discountCodes && { discount_code: cart.discountCodes }),
    items: cart.items.map(({ lineId, itemId, groupIds, quantity, grossAmount, netAmount }) => ({
      line_id: lineId,
      id: itemId,
      quantity,
      gross_amount: grossAmount,
      ...(typeof netAmount === 'number' && { net_amount: netAmount }),
      groups: (groupIds ?? []).map((id) => ({ id })),
    })),
  };
}
