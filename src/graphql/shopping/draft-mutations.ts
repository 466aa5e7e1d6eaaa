import type { Draft } from '../../upstream/contract/shopping.ts';
import {
  completeDraftOrder,
  createDraftOrder,
  deleteDraftOrder,
  getDraftOrder,
  updateDraftOrder,
} from '../../upstream/endpoints/shopping.ts';
import { builder } from '../builder.ts';
import { mutation, type Written } from '../shared/mutation.ts';
import { DraftOrderRef } from './draft-order.ts';
import { type DraftSource, draftSource } from './draft-source.ts';
import { OrderRef } from './order.ts';
import { statingFields, statingNames, statingProblems, wireStating } from './order-input.ts';

/** Help of the argument that names a draft. */
export const draftIdHelp = 'Id of the draft.';

/** The draft that a mutation came to, as the schema's fields read it. */
export function writtenDraft({ result }: Written<Draft>): DraftSource | null {
  return result && draftSource(result);
}

mutation({
  name: 'draftOrderCreate',
  description: 'Begins an order, which can be changed line by line until it is completed.',
  input: builder.inputType('DraftOrderCreateInput', {
    description: 'The order to be.',
    fields: (t) => ({ ...statingFields(t) }),
  }),
  requires: { operations: [createDraftOrder] },
  names: statingNames,
  check: statingProblems,
  body: wireStating,
  resolve: (_, { loaders }, body) => loaders.shopping.createDraft(body),
  payload: (t) => ({
    draftOrder: t.field({ type: DraftOrderRef, description: 'The draft.', resolve: writtenDraft }),
  }),
});

mutation({
  name: 'draftOrderUpdate',
  description:
    'States a draft anew: what is left out of the order is gone. Lines are changed one by one with `draftOrderItemUpdate`.',
  input: builder.inputType('DraftOrderUpdateInput', {
    description: 'The draft, and the whole of what it states.',
    fields: (t) => ({ draftId: t.string({ required: true, description: draftIdHelp }), ...statingFields(t) }),
  }),
  requires: { operations: [updateDraftOrder] },
  names: { '{id}': 'draftId', ...statingNames },
  check: statingProblems,
  body: wireStating,
  resolve: ({ draftId }, { loaders }, body) => loaders.shopping.updateDraft(draftId, body),
  payload: (t) => ({
    draftOrder: t.field({ type: DraftOrderRef, description: 'The draft as it is now.', resolve: writtenDraft }),
  }),
});

mutation({
  name: 'draftOrderDelete',
  description: 'Throws a draft away.',
  input: builder.inputType('DraftOrderDeleteInput', {
    description: 'The draft.',
    fields: (t) => ({ draftId: t.string({ required: true, description: draftIdHelp }) }),
  }),
  requires: { operations: [deleteDraftOrder] },
  names: { '{id}': 'draftId' },
  resolve: ({ draftId }, { loaders }) => loaders.shopping.deleteDraft(draftId),
  payload: (t) => ({
    draftOrder: t.field({ type: DraftOrderRef, description: 'The draft as it was last.', resolve: writtenDraft }),
  }),
});

mutation({
  name: 'draftOrderComplete',
  description:
    'Makes orders of a draft: one, or one for each store; or adds its lines to the order that its options name.',
  input: builder.inputType('DraftOrderCompleteInput', {
    description: 'The draft.',
    fields: (t) => ({ draftId: t.string({ required: true, description: draftIdHelp }) }),
  }),
  requires: { operations: [completeDraftOrder] },
  names: { '{id}': 'draftId' },
  body: () => ({}),
  resolve: async ({ draftId }, { loaders }, body) => ({
    draftId,
    orders: await loaders.shopping.completeDraft(draftId, body),
  }),
  payload: (t) => ({
    orders: t.field({
      type: [OrderRef],
      description: 'The orders that were made or changed.',
      resolve: ({ result }) => result && [...result.orders],
    }),
    draftOrder: t.field({
      type: DraftOrderRef,
      description: 'The draft as it is now.',
      requires: { operations: [getDraftOrder] },
      resolve: async ({ result }, _, { loaders }) => {
        const draft = result && (await loaders.shopping.draft.load(result.draftId));
        return draft && draftSource(draft);
      },
    }),
  }),
});
