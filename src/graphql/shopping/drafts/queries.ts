import { getDraftOrder, listDraftOrders } from '../../../upstream/endpoints/shopping.ts';
import { builder } from '../../builder.ts';
import { connectionType } from '../../framework/connection.ts';
import { DraftOrderRef, DraftOrderStatus } from './draft-order.ts';
import { draftSource } from './source.ts';

const DraftOrderConnection = connectionType(DraftOrderRef);

const DraftOrderFilterRef = builder.inputType('DraftOrderFilter', {
  description: 'Which drafts are wanted; every condition given must hold.',
  fields: (t) => ({
    status: t.field({ type: DraftOrderStatus.ref, description: 'Where they are in their life.' }),
    createdFrom: t.field({ type: 'DateTime', description: 'Begun at this moment or later.' }),
    createdTo: t.field({ type: 'DateTime', description: 'Begun at this moment or earlier.' }),
  }),
});

builder.queryFields((t) => ({
  draftOrder: t.call({
    type: DraftOrderRef,
    description: 'A draft by its id; null where there is none.',
    args: { draftId: t.arg.text('id', { required: true, description: 'Id of the draft.' }) },
    calls: getDraftOrder,
    input: (_, { draftId }) => ({ path: { id: draftId } }),
    resolve: draftSource,
  }),
  draftOrders: t.page({
    type: DraftOrderConnection,
    description: 'Drafts of the account.',
    args: { filter: t.arg({ type: DraftOrderFilterRef, description: 'Which drafts; all without it.' }) },
    calls: listDraftOrders,
    input: (_, { filter }) => ({
      query: {
        status: filter?.status ?? undefined,
        'created_at.gte': filter?.createdFrom?.toISOString(),
        'created_at.lte': filter?.createdTo?.toISOString(),
      },
    }),
    row: draftSource,
  }),
}));
