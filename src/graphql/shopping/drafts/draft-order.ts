import { getDraftOrder } from '../../../upstream/endpoints/shopping.ts';
import { builder } from '../../builder.ts';
import { closedEnum } from '../../framework/enum.ts';
import { entityType } from '../../framework/node.ts';
import { ownId } from '../../values/own-id.ts';
import { dateTime } from '../../values/scalars.ts';
import { declareContent } from '../content/content.ts';
import { OrderEventRef } from '../orders/event.ts';
import { DraftOptionsRef } from './options.ts';
import { type DraftSource, draftSource } from './source.ts';

/** `DraftOrderStatus`: where a draft is in its life. */
export const DraftOrderStatus = closedEnum('DraftOrderStatus', 'Where a draft is in its life.', {
  open: 'It can be changed.',
  completed: 'It became one order or more.',
  deleted: 'It was deleted.',
});

/** `DraftOrder`: an order that is still being put together. */
export const DraftOrderRef = builder.objectRef<DraftSource>('DraftOrder');

entityType(DraftOrderRef, {
  description: 'An order that is still being put together, or the change of one.',
  keys: ({ draft }) => [draft.id],
  calls: getDraftOrder,
  input: ([id]) => (id === undefined ? null : { path: { id } }),
  resolve: draftSource,
});

declareContent(DraftOrderRef);

builder.objectFields(DraftOrderRef, (t) => ({
  draftId: t.string({
    nullable: false,
    description: 'Id of the draft, as `draftOrder(draftId:)` takes it.',
    resolve: ({ draft }) => ownId(draft.id),
  }),
  status: t.field({
    type: DraftOrderStatus.ref,
    description: 'Where the draft is in its life.',
    resolve: ({ draft }) => DraftOrderStatus.read(draft.status),
  }),
  orderId: t.string({
    description: 'Id that the order will have; null where it is made when the draft is completed.',
    resolve: ({ order_id }) => order_id,
  }),
  options: t.field({
    type: DraftOptionsRef,
    description: 'What happens when the draft is completed; null where upstream decides.',
    resolve: ({ draft }) => draft.options,
  }),
  events: t.field({
    type: [OrderEventRef],
    description: 'What happened to the draft; empty where upstream leaves it out.',
    resolve: ({ draft }) => draft.events ?? [],
  }),
  createdAt: t.field({
    type: 'DateTime',
    description: 'When it was begun.',
    resolve: ({ draft }) => dateTime(draft.created_at),
  }),
  createdBy: t.string({
    description: 'Id of the user or client that began it.',
    resolve: ({ draft }) => draft.created_by,
  }),
  updatedAt: t.field({
    type: 'DateTime',
    description: 'When it was last changed.',
    resolve: ({ draft }) => dateTime(draft.updated_at),
  }),
  deletedAt: t.field({
    type: 'DateTime',
    description: 'When it was deleted; null for one that was not.',
    resolve: ({ draft }) => dateTime(draft.deleted_at),
  }),
  deletedBy: t.string({
    description: 'Id of the user or client that deleted it.',
    resolve: ({ draft }) => draft.deleted_by,
  }),
}));
