import {
  getCustomerOrder,
  getOrder,
  getStoreOrder,
  listCustomerOrders,
  listOrderEvents,
  listOrders,
  listStoreOrders,
} from '../../../upstream/endpoints/shopping.ts';
import { builder } from '../../builder.ts';
import { CustomerRef } from '../../customers/customer/customer.ts';
import { connectionType } from '../../framework/connection.ts';
import { OrderEventsRef } from './event.ts';
import { CustomerOrderFilterRef, OrderFilterRef, orderFilter, ownOrderFilter, StoreOrderFilterRef } from './filter.ts';
import { OrderRef } from './order.ts';

const OrderConnection = connectionType(OrderRef);

const orderIdHelp = "The merchant's own id of the order.";

builder.queryFields((t) => ({
  order: t.call({
    type: OrderRef,
    description: 'An order by its id; null where there is none.',
    args: { orderId: t.arg.text('id', { required: true, description: orderIdHelp }) },
    calls: getOrder,
    input: (_, { orderId }) => ({ path: { order_id: orderId } }),
  }),
  orders: t.page({
    type: OrderConnection,
    description: 'Orders of the account.',
    args: { filter: t.arg({ type: OrderFilterRef, description: 'Which orders; all without it.' }) },
    calls: listOrders,
    input: (_, { filter }) => ({ query: orderFilter(filter) }),
  }),
  storeOrder: t.call({
    type: OrderRef,
    description: 'An order of a store; null where the store has none of this id.',
    args: {
      storeId: t.arg.text('id', { required: true, description: 'Id of the location.' }),
      orderId: t.arg.text('id', { required: true, description: orderIdHelp }),
    },
    calls: getStoreOrder,
    input: (_, { storeId, orderId }) => ({ path: { store_id: storeId, order_id: orderId } }),
  }),
  storeOrders: t.page({
    type: OrderConnection,
    description: 'Orders of a store; null where there is no such store.',
    args: {
      storeId: t.arg.text('id', { required: true, description: 'Id of the location.' }),
      filter: t.arg({ type: StoreOrderFilterRef, description: 'Which orders; all without it.' }),
    },
    calls: listStoreOrders,
    input: (_, { storeId, filter }) => ({ path: { store_id: storeId }, query: ownOrderFilter(filter) }),
  }),
  orderEvents: t.call({
    type: OrderEventsRef,
    description: 'What happened to an order, without the order; null where there is none.',
    args: { orderId: t.arg.text('id', { required: true, description: orderIdHelp }) },
    calls: listOrderEvents,
    input: (_, { orderId }) => ({ path: { order_id: orderId } }),
  }),
}));

builder.objectFields(CustomerRef, (t) => ({
  orders: t.page({
    type: OrderConnection,
    description: 'Orders of the customer.',
    args: { filter: t.arg({ type: CustomerOrderFilterRef, description: 'Which orders; all without it.' }) },
    calls: listCustomerOrders,
    input: ({ customer_id }, { filter }) => ({ path: { customer_id }, query: ownOrderFilter(filter) }),
  }),
  order: t.call({
    type: OrderRef,
    description: 'An order of the customer; null where the customer has none of this id.',
    args: { orderId: t.arg.text('id', { required: true, description: orderIdHelp }) },
    calls: getCustomerOrder,
    input: ({ customer_id }, { orderId }) => ({ path: { customer_id, order_id: orderId } }),
  }),
}));
