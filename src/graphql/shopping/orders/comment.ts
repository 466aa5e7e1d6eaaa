import type { OrderMaybeWithEvents as Order } from '../../../upstream/contract/shopping.ts';
import { builder } from '../../builder.ts';
import { dateTime } from '../../values/scalars.ts';

/** `OrderComment`: a note on an order. */
export const OrderCommentRef = builder.objectRef<NonNullable<Order['comments']>[number]>('OrderComment');

builder.objectType(OrderCommentRef, {
  description: 'A note on an order.',
  fields: (t) => ({
    commentId: t.exposeString('id', { description: 'Id of the note.' }),
    text: t.exposeString('text', { description: 'The note.' }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When it was written.',
      resolve: (comment) => dateTime(comment.created_at),
    }),
    createdBy: t.exposeString('created_by', { description: 'Id of the user or client that wrote it.' }),
  }),
});
