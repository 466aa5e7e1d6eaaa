import { builder } from '../../builder.ts';

/** `DiscountItem`: an article, or any article of a group. */
export const DiscountItemRef = builder.objectRef<{ readonly id?: string; readonly group_id?: string }>('DiscountItem');

builder.objectType(DiscountItemRef, {
  description: 'An article, or any article of a group, that a discount concerns.',
  fields: (t) => ({
    itemId: t.exposeString('id', { description: "The merchant's own id of the article." }),
    groupId: t.exposeString('group_id', { description: "The merchant's own id of the group." }),
  }),
});

/** `DiscountItemInput`: an article, or any article of a group. */
export const DiscountItemInputRef = builder.inputType('DiscountItemInput', {
  description: 'An article, or any article of a group.',
  isOneOf: true,
  fields: (t) => ({
    itemId: t.text('id', { description: "The merchant's own id of the article." }),
    groupId: t.text('id', { description: "The merchant's own id of the group." }),
  }),
});

/** An article or a group in upstream's words. */
export function discountedItem({
  itemId,
  groupId,
}: typeof DiscountItemInputRef.$inferInput): { readonly id: string } | { readonly group_id: string } {
  return typeof itemId === 'string' ? { id: itemId } : { group_id: groupId ?? '' };
}
