/** The server that one would write by hand in an afternoon: Yoga, Pothos, its scope plugin, DataLoader, `fetch`. */
import { createServer } from 'node:http';
import SchemaBuilder from '@pothos/core';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import { GraphQLError } from 'graphql';
import { createYoga } from 'graphql-yoga';
import type {
  Card as CardRow,
  Customer as CustomerRow,
  Item as ItemRow,
  Order as OrderRow,
  Receipt as ReceiptRow,
  Sale,
} from '../upstream/data.ts';
import { type Context, contextOf, port } from './rest.ts';

const builder = new SchemaBuilder<{ Context: Context; AuthScopes: { scope: string } }>({
  plugins: [ScopeAuthPlugin],
  scopeAuth: { authScopes: ({ scopes }) => ({ scope: (scope: string) => scopes.has(scope) }) },
});

const Money = builder.objectRef<{ amount: number; currency: string }>('Money').implement({
  fields: (t) => ({ amount: t.exposeInt('amount'), currency: t.exposeString('currency') }),
});
const Store = builder
  .objectRef<{ name: string }>('Store')
  .implement({ fields: (t) => ({ name: t.exposeString('name') }) });
const Item = builder.objectRef<{ item: ItemRow; currency: string }>('Item').implement({
  fields: (t) => ({
    description: t.string({ resolve: ({ item }) => item.description }),
    quantity: t.float({ resolve: ({ item }) => item.quantity }),
    grossAmount: t.field({
      type: Money,
      resolve: ({ item, currency }) => ({ amount: item.gross_amount, currency }),
    }),
  }),
});
const grossAmount = (whole: Sale) => ({ amount: whole.gross_amount, currency: whole.currency });
const items = (whole: Sale) => whole.items.map((item) => ({ item, currency: whole.currency }));

const Customer = builder.objectRef<CustomerRow>('Customer');
const Receipt = builder.objectRef<ReceiptRow>('Receipt').implement({
  fields: (t) => ({
    purchasedAt: t.exposeString('purchase_at'),
    grossAmount: t.field({ type: Money, resolve: grossAmount }),
    store: t.field({ type: Store, resolve: (receipt) => receipt.store }),
    items: t.field({ type: [Item], resolve: items }),
    customer: t.field({
      type: Customer,
      authScopes: { scope: 'read:customers' },
      resolve: (receipt, _, { rest }) => rest.customer.load(receipt.customer_id),
    }),
  }),
});
const Card = builder.objectRef<CardRow>('WalletCard').implement({
  fields: (t) => ({
    cardId: t.exposeString('card_id'),
    name: t.exposeString('name'),
    status: t.exposeString('status'),
    expiresAt: t.exposeString('expires_at'),
  }),
});
const Order = builder.objectRef<OrderRow>('Order').implement({
  fields: (t) => ({
    orderId: t.exposeString('order_id'),
    paymentStatus: t.exposeString('payment_status'),
    createdAt: t.exposeString('created_at'),
    grossAmount: t.field({ type: Money, resolve: grossAmount }),
    items: t.field({ type: [Item], resolve: items }),
  }),
});
const Receipts = builder.objectRef<ReceiptRow[]>('Receipts').implement({
  fields: (t) => ({ nodes: t.field({ type: [Receipt], resolve: (rows) => rows }) }),
});
const Cards = builder.objectRef<CardRow[]>('Cards').implement({
  fields: (t) => ({ nodes: t.field({ type: [Card], resolve: (rows) => rows }) }),
});
const Orders = builder.objectRef<OrderRow[]>('Orders').implement({
  fields: (t) => ({ nodes: t.field({ type: [Order], resolve: (rows) => rows }) }),
});

Customer.implement({
  fields: (t) => ({
    customerId: t.exposeString('customer_id'),
    firstName: t.exposeString('first_name'),
    lastName: t.exposeString('last_name'),
    email: t.exposeString('email'),
    phoneNumber: t.exposeString('phone_number'),
    receipts: t.field({
      type: Receipts,
      args: { first: t.arg.int() },
      authScopes: { scope: 'read:receipts' },
      resolve: async (customer, _, { rest }) => (await rest.receipts.load(customer.customer_id)).receipts,
    }),
    walletCards: t.field({
      type: Cards,
      args: { first: t.arg.int() },
      authScopes: { scope: 'read:wallets' },
      resolve: (customer, _, { rest }) => rest.cards.load(customer.customer_id),
    }),
    orders: t.field({
      type: Orders,
      args: { first: t.arg.int() },
      authScopes: { scope: 'read:shopping' },
      resolve: async (customer, _, { rest }) => (await rest.orders.load(customer.customer_id)).orders,
    }),
  }),
});

builder.queryType({
  fields: (t) => ({
    customer: t.field({
      type: Customer,
      args: { customerId: t.arg.string({ required: true }) },
      authScopes: { scope: 'read:customers' },
      resolve: (_, { customerId }, { rest }) => rest.customer.load(customerId),
    }),
    receiptsByNumber: t.field({
      type: [Receipt],
      args: { receiptId: t.arg.string({ required: true }) },
      authScopes: { scope: 'read:receipts' },
      resolve: async (_, { receiptId }, { rest }) => (await rest.receiptsByNumber.load(receiptId)).receipts,
    }),
  }),
});

const UserError = builder.objectRef<{ code: string }>('UserError').implement({
  fields: (t) => ({ code: t.exposeString('code') }),
});
const Payload = builder.objectRef<{ customer: CustomerRow }>('CustomerUpdatePayload').implement({
  fields: (t) => ({
    customer: t.field({ type: Customer, resolve: ({ customer }) => customer }),
    userErrors: t.field({ type: [UserError], resolve: () => [] }),
  }),
});
const Details = builder.inputType('CustomerDetailsInput', {
  fields: (t) => ({ firstName: t.string({ required: true }) }),
});
const Input = builder.inputType('CustomerUpdateInput', {
  fields: (t) => ({ customerId: t.string({ required: true }), details: t.field({ type: Details, required: true }) }),
});

builder.mutationType({
  fields: (t) => ({
    customerUpdate: t.field({
      type: Payload,
      args: { input: t.arg({ type: Input, required: true }) },
      authScopes: { scope: 'write:customers' },
      resolve: async (_, { input: { customerId, details } }, { rest }) => ({
        customer: await rest.rename(customerId, details.firstName),
      }),
    }),
  }),
});

const yoga = createYoga({
  schema: builder.toSchema(),
  logging: false,
  graphiql: false,
  context: ({ request }) =>
    contextOf(request.headers.get('authorization')).catch(() => {
      throw new GraphQLError('The token is not valid.', { extensions: { http: { status: 401 } } });
    }),
});
createServer(yoga).listen(port, '127.0.0.1');
