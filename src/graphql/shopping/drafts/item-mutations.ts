import { addDraftOrderItem, removeDraftOrderItem, updateDraftOrderItem } from '../../../upstream/endpoints/shopping.ts';
import { builder } from '../../builder.ts';
import { below } from '../../framework/checks.ts';
import { mutation } from '../../framework/mutation.ts';
import { taken } from '../../framework/refusal.ts';
import { namesAt } from '../../framework/wire-path.ts';
import { itemProblems } from '../content/content-input.ts';
import { itemNames, OrderItemInputRef, wireItem } from '../content/item-input.ts';
import { DraftOrderRef } from './draft-order.ts';
import { draftIdHelp, draftIsOver, writtenDraft } from './mutations.ts';

const names = { '{id}': 'draftId', '{line_id}': 'item.lineId', ...namesAt('', 'item', itemNames) };

mutation({
  name: 'draftOrderItemAdd',
  description: 'Adds a line to a draft; upstream recalculates the totals.',
  input: builder.inputType('DraftOrderItemAddInput', {
    description: 'The draft, and the line.',
    fields: (t) => ({
      draftId: t.text('id', { required: true, description: draftIdHelp }),
      item: t.field({ type: OrderItemInputRef, required: true, description: 'The line.' }),
    }),
  }),
  calls: addDraftOrderItem,
  refusals: [taken('item.lineId', 'line'), draftIsOver],
  names,
  check: ({ item }) => below(['item'], itemProblems(item)),
  body: ({ item }) => wireItem(item),
  payload: (t) => ({
    draftOrder: t.field({ type: DraftOrderRef, description: 'The draft as it is now.', resolve: writtenDraft }),
  }),
});

mutation({
  name: 'draftOrderItemUpdate',
  description: 'Replaces a line of a draft, the one with the same number; upstream recalculates the totals.',
  input: builder.inputType('DraftOrderItemUpdateInput', {
    description: 'The draft, and the line.',
    fields: (t) => ({
      draftId: t.text('id', { required: true, description: draftIdHelp }),
      item: t.field({ type: OrderItemInputRef, required: true, description: 'The whole line as it is to be.' }),
    }),
  }),
  calls: updateDraftOrderItem,
  refusals: [draftIsOver],
  names,
  path: ({ item }) => ({ line_id: String(item.lineId) }),
  check: ({ item }) => below(['item'], itemProblems(item)),
  body: ({ item }) => wireItem(item),
  payload: (t) => ({
    draftOrder: t.field({ type: DraftOrderRef, description: 'The draft as it is now.', resolve: writtenDraft }),
  }),
});

mutation({
  name: 'draftOrderItemRemove',
  description: 'Removes a line from a draft; upstream recalculates the totals.',
  input: builder.inputType('DraftOrderItemRemoveInput', {
    description: 'The draft, and the line.',
    fields: (t) => ({
      draftId: t.text('id', { required: true, description: draftIdHelp }),
      lineId: t.int({ required: true, description: 'Number of the line.' }),
    }),
  }),
  calls: removeDraftOrderItem,
  refusals: [draftIsOver],
  names: { '{id}': 'draftId' },
  path: ({ lineId }) => ({ line_id: String(lineId) }),
  payload: (t) => ({
    draftOrder: t.field({ type: DraftOrderRef, description: 'The draft as it is now.', resolve: writtenDraft }),
  }),
});
