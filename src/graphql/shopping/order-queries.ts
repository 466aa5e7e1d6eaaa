import {
  getCustomerOrder,
  getDraftOrder,
  getOrder,
  getStoreOrder,
  listCustomerOrders,
  listDraftOrders,
  listOrderEvents,
  listOrders,
  listStoreOrders,
} from '../../upstream/endpoints/shopping.ts';
import { builder } from '../builder.ts';
import { CustomerRef } from '../customers/customer.ts';
import { connectionType, pageArgs, readConnection } from '../shared/connection.ts';
import { DraftOrderRef, DraftOrderStatus } from './draft-order.ts';
import { draftSource } from './draft-source.ts';
import { OrderRef } from './order.ts';
import { OrderEventsRef } from './order-event.ts';
import { OrderFilterRef, OwnOrderFilterRef, orderFilter, ownOrderFilter } from './order-filter.ts';

const OrderConnection = connectionType(OrderRef);
const DraftOrderConnection = connectionType(DraftOrderRef);

const DraftOrderFilterRef = builder.inputType('DraftOrderFilter', {
  description: 'Which drafts are wanted; all of what is given must hold.',
  fields: (t) => ({
    status: t.field({ type: DraftOrderStatus.ref, description: 'Where they are in their life.' }),
    createdFrom: t.field({ type: 'DateTime', description: 'Begun at this moment or later.' }),
    createdTo: t.field({ type: 'DateTime', description: 'Begun at this moment or earlier.' }),
  }),
});

builder.queryFields((t) => ({
  order: t.field({
    type: OrderRef,
    description: 'An order by its id; null where there is none.',
    args: { orderId: t.arg.string({ required: true, description: "The merchant's own id of the order." }) },
    requires: { operations: [getOrder] },
    resolve: (_, { orderId }, { loaders }) => loaders.shopping.order.load(orderId),
  }),
  orders: t.field({
    type: OrderConnection,
    description: 'Orders of the account.',
    args: { ...pageArgs(t.arg), filter: t.arg({ type: OrderFilterRef, description: 'Which orders; all without it.' }) },
    requires: { operations: [listOrders] },
    resolve: (_, { filter: wanted, ...page }, { loaders }) => {
      const filter = orderFilter(wanted);
      return readConnection(page, { operation: listOrders, of: filter }, (window) =>
        loaders.shopping.orders.load({ filter, window }),
      );
    },
  }),
  storeOrder: t.field({
    type: OrderRef,
    description: 'An order of a store; null where the store has none of this id.',
    args: {
      storeId: t.arg.string({ required: true, description: 'Id of the location.' }),
      orderId: t.arg.string({ required: true, description: "The merchant's own id of the order." }),
    },
    requires: { operations: [getStoreOrder] },
    resolve: (_, key, { loaders }) => loaders.shopping.storeOrder.load(key),
  }),
  storeOrders: t.field({
    type: OrderConnection,
    description: 'Orders of a store; null where there is no such store.',
    args: {
      ...pageArgs(t.arg),
      storeId: t.arg.string({ required: true, description: 'Id of the location.' }),
      filter: t.arg({ type: OwnOrderFilterRef, description: 'Which orders; all without it.' }),
    },
    requires: { operations: [listStoreOrders] },
    resolve: (_, { storeId, filter, ...page }, { loaders }) => {
      const of = { storeId, filter: ownOrderFilter(filter) };
      return readConnection(page, { operation: listStoreOrders, of }, (window) =>
        loaders.shopping.storeOrders.load({ ...of, window }),
      );
    },
  }),
  draftOrder: t.field({
    type: DraftOrderRef,
    description: 'A draft by its id; null where there is none.',
    args: { draftId: t.arg.string({ required: true, description: 'Id of the draft.' }) },
    requires: { operations: [getDraftOrder] },
    resolve: async (_, { draftId }, { loaders }) => {
      const draft = await loaders.shopping.draft.load(draftId);
      return draft && draftSource(draft);
    },
  }),
  draftOrders: t.field({
    type: DraftOrderConnection,
    description: 'Drafts of the account.',
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({ type: DraftOrderFilterRef, description: 'Which drafts; all without it.' }),
    },
    requires: { operations: [listDraftOrders] },
    resolve: (_, { filter: wanted, ...page }, { loaders }) => {
      const filter = {
        status: wanted?.status ?? undefined,
        'created_at.gte': wanted?.createdFrom?.toISOString(),
        'created_at.lte': wanted?.createdTo?.toISOString(),
      };
      return readConnection(page, { operation: listDraftOrders, of: filter }, async (window) => {
        const drafts = await loaders.shopping.drafts.load({ filter, window });
        return { ...drafts, items: drafts.items.map(draftSource) };
      });
    },
  }),
}));

builder.queryField('orderEvents', (t) =>
  t.field({
    type: OrderEventsRef,
    description: 'What happened to an order, without the order; null where there is none.',
    args: { orderId: t.arg.string({ required: true, description: "The merchant's own id of the order." }) },
    requires: { operations: [listOrderEvents] },
    resolve: (_, { orderId }, { loaders }) => loaders.shopping.events.load(orderId),
  }),
);

builder.objectFields(CustomerRef, (t) => ({
  orders: t.field({
    type: OrderConnection,
    description: 'Orders of the customer.',
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({ type: OwnOrderFilterRef, description: 'Which orders; all without it.' }),
    },
    requires: { operations: [listCustomerOrders], owner: (customer) => customer.customer_id, early: true },
    resolve: ({ customer_id: customerId }, { filter, ...page }, { loaders }) => {
      const of = { customerId, filter: ownOrderFilter(filter) };
      return readConnection(page, { operation: listCustomerOrders, of }, (window) =>
        loaders.shopping.customerOrders.load({ ...of, window }),
      );
    },
  }),
  order: t.field({
    type: OrderRef,
    description: 'An order of the customer; null where the customer has none of this id.',
    args: { orderId: t.arg.string({ required: true, description: "The merchant's own id of the order." }) },
    requires: { operations: [getCustomerOrder], owner: (customer) => customer.customer_id, early: true },
    resolve: ({ customer_id: customerId }, { orderId }, { loaders }) =>
      loaders.shopping.customerOrder.load({ customerId, orderId }),
  }),
}));
