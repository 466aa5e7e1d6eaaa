import type { Draft } from '../../../upstream/contract/shopping.ts';
import {
  completeDraftOrder,
  createDraftOrder,
  deleteDraftOrder,
  getDraftOrder,
  updateDraftOrder,
} from '../../../upstream/endpoints/shopping.ts';
import { builder } from '../../builder.ts';
import { mutation } from '../../framework/mutation.ts';
import type { Written } from '../../framework/payload.ts';
import { taken, unknown, type WriteRefusal, wrongState } from '../../framework/refusal.ts';
import { statingFields, statingNames, statingProblems, wireStating } from '../content/content-input.ts';
import { OrderRef } from '../orders/order.ts';
import { DraftOrderRef } from './draft-order.ts';
import { type DraftSource, draftSource } from './source.ts';

/** Help of the argument that names a draft. */
export const draftIdHelp = 'Id of the draft.';

/** Why a draft cannot be changed any more. */
export const draftIsOver = wrongState('draftId', 'The draft is completed or deleted already.');

const statingRefusals: readonly WriteRefusal[] = [
  taken('order.orderId', 'order'),
  {
    code: 'INVALID_VALUE',
    at: 'order.orderId',
    message: 'Only an order that is not split by store has an id of its own.',
  },
  unknown('options.changesOrderId', 'order'),
];

/** The draft that a mutation came to, as the schema's fields read it. */
export function writtenDraft({ result }: Written<Draft>): DraftSource | null {
  return result && draftSource(result);
}

mutation({
  name: 'draftOrderCreate',
  description: 'Starts an order that can be changed line by line until it is completed.',
  input: builder.inputType('DraftOrderCreateInput', {
    description: 'The order to be.',
    fields: (t) => ({ ...statingFields(t) }),
  }),
  calls: createDraftOrder,
  refusals: statingRefusals,
  names: statingNames,
  check: statingProblems,
  body: wireStating,
  payload: (t) => ({
    draftOrder: t.field({ type: DraftOrderRef, description: 'The draft.', resolve: writtenDraft }),
  }),
});

mutation({
  name: 'draftOrderUpdate',
  description:
    'Replaces what a draft says: what is left out of the order is gone. Lines are changed one by one with `draftOrderItemUpdate`.',
  input: builder.inputType('DraftOrderUpdateInput', {
    description: 'The draft, and the whole of what it states.',
    fields: (t) => ({ draftId: t.text('id', { required: true, description: draftIdHelp }), ...statingFields(t) }),
  }),
  calls: updateDraftOrder,
  refusals: [...statingRefusals, draftIsOver],
  names: { '{id}': 'draftId', ...statingNames },
  check: statingProblems,
  body: wireStating,
  payload: (t) => ({
    draftOrder: t.field({ type: DraftOrderRef, description: 'The draft as it is now.', resolve: writtenDraft }),
  }),
});

mutation({
  name: 'draftOrderDelete',
  description: 'Deletes a draft.',
  input: builder.inputType('DraftOrderDeleteInput', {
    description: 'The draft.',
    fields: (t) => ({ draftId: t.text('id', { required: true, description: draftIdHelp }) }),
  }),
  calls: deleteDraftOrder,
  refusals: [draftIsOver],
  names: { '{id}': 'draftId' },
  payload: (t) => ({
    draftOrder: t.field({ type: DraftOrderRef, description: 'The draft as it was last.', resolve: writtenDraft }),
  }),
});

mutation({
  name: 'draftOrderComplete',
  description:
    'Creates orders from a draft: one, or one for each store; or adds its lines to the order that its options name.',
  input: builder.inputType('DraftOrderCompleteInput', {
    description: 'The draft.',
    fields: (t) => ({ draftId: t.text('id', { required: true, description: draftIdHelp }) }),
  }),
  calls: completeDraftOrder,
  refusals: [
    wrongState(
      'draftId',
      'The draft is completed or deleted already, has no lines, or does not go with the order that it changes.',
    ),
  ],
  names: { '{id}': 'draftId' },
  body: () => ({}),
  result: ({ orders }, { draftId }) => ({ orders, draftId }),
  payload: (t) => ({
    orders: t.field({
      type: [OrderRef],
      description: 'The orders that were made or changed.',
      resolve: ({ result }) => result && [...result.orders],
    }),
    draftOrder: t.call({
      type: DraftOrderRef,
      description: 'The draft as it is now.',
      calls: getDraftOrder,
      input: ({ result }) => result && { path: { id: result.draftId } },
      resolve: draftSource,
    }),
  }),
});
