import type { Draft } from '../../../upstream/contract/shopping.ts';
import { builder } from '../../builder.ts';
import { closedEnum } from '../../framework/enum.ts';
import { wire } from '../../framework/wire.ts';

const OrderIdFormat = closedEnum('OrderIdFormat', 'How the id of an order is generated.', {
  ALPHANUMERIC_9: 'Nine letters and digits, once the draft is completed.',
  ALPHANUMERIC_9_RESERVE: 'Nine letters and digits, which the draft has already.',
});

/** `DraftOrderOptions`: what happens when a draft is completed. */
export const DraftOptionsRef = builder.objectRef<NonNullable<Draft['options']>>('DraftOrderOptions');

builder.objectType(DraftOptionsRef, {
  description: 'What happens when a draft is completed; null where upstream decides.',
  fields: (t) => ({
    changesOrderId: t.exposeString('order_id', {
      description: 'The order that the draft is to change; null for one that makes a new order.',
    }),
    replacesOrder: t.boolean({
      description: 'Whether it takes the place of that order instead of being added to it.',
      resolve: (options) => options.replace === 'order',
    }),
    orderIdFormat: t.field({
      type: OrderIdFormat.ref,
      description: 'How the id of the order is generated; null: like that of any order.',
      resolve: (options) => OrderIdFormat.read(options.generate_order_id),
    }),
    splitByStore: t.exposeBoolean('split_draft', { description: 'Whether it becomes one order for each store.' }),
    multipleAuthorizations: t.exposeBoolean('multiple_authorizations', {
      description: 'Whether a line may be authorized several times.',
    }),
    payout: t.exposeBoolean('payout', {
      description: 'Whether upstream calculates how amounts are split between those who receive them.',
    }),
    serialOrderNumberSuffix: t.exposeString('serial_order_number_suffix', {
      description: 'Text that is added to the end of the serial number of the order.',
    }),
  }),
});

/** `DraftOrderOptionsInput`: what is to happen when a draft is completed. */
export const DraftOptionsInputRef = builder.inputType('DraftOrderOptionsInput', {
  description: 'What happens when a draft is completed.',
  fields: (t) => ({
    changesOrderId: t.text('id', {
      description: 'The order that the lines are added to, instead of making a new one.',
    }),
    replacesOrder: t.boolean({
      description:
        'Whether it takes the place of that order instead of being added to it; only before any payment. Default: no.',
    }),
    orderIdFormat: t.field({ type: OrderIdFormat.ref, description: 'How the id of the order is generated.' }),
    splitByStore: t.boolean({ description: 'Whether it becomes one order for each store. Default: yes.' }),
    multipleAuthorizations: t.boolean({ description: 'Whether a line may be authorized several times.' }),
    payout: t.boolean({
      description: 'Whether upstream calculates how amounts are split between those who receive them.',
    }),
    serialOrderNumberSuffix: t.string({
      description: 'Text that is added to the end of the serial number of the order.',
    }),
  }),
});

const otherwise = {
  order_id: 'changesOrderId',
  generate_order_id: 'orderIdFormat',
  split_draft: 'splitByStore',
} as const;

/** Options of a draft in upstream's words. */
export function wireOptions({ replacesOrder, ...options }: typeof DraftOptionsInputRef.$inferInput) {
  return { ...wire(options, otherwise), replace: replacesOrder ? 'order' : undefined };
}

/** Where upstream's members of the options lie in the input. */
export const optionNames = { ...otherwise, replace: 'replacesOrder' };
