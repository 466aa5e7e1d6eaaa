/** Apollo Server with resolvers by hand, DataLoader and `fetch`. */
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { GraphQLError } from 'graphql';
import type { Customer, Receipt, Sale } from '../upstream/data.ts';
import { type Context, contextOf, port } from './rest.ts';

const typeDefs = `
  type Query { customer(customerId: String!): Customer receiptsByNumber(receiptId: String!): [Receipt!] }
  type Mutation { customerUpdate(input: CustomerUpdateInput!): CustomerUpdatePayload }
  input CustomerUpdateInput { customerId: String! details: CustomerDetailsInput! }
  input CustomerDetailsInput { firstName: String! }
  type CustomerUpdatePayload { customer: Customer userErrors: [UserError!]! }
  type UserError { code: String! }
  type Customer {
    customerId: String! firstName: String lastName: String email: String phoneNumber: String
    receipts(first: Int): Receipts walletCards(first: Int): WalletCards orders(first: Int): Orders
  }
  type Receipts { nodes: [Receipt!] }
  type WalletCards { nodes: [WalletCard!] }
  type Orders { nodes: [Order!] }
  type Receipt { purchasedAt: String grossAmount: Money store: Store items: [Item!]! customer: Customer }
  type Order { orderId: String! paymentStatus: String createdAt: String grossAmount: Money items: [Item!]! }
  type WalletCard { cardId: String! name: String status: String expiresAt: String }
  type Item { description: String quantity: Float grossAmount: Money }
  type Money { amount: Int! currency: String! }
  type Store { name: String }
`;

const read = (member: string) => (source: Readonly<Record<string, unknown>>) => source[member];
const grossAmount = (whole: Sale) => ({ amount: whole.gross_amount, currency: whole.currency });
const items = (whole: Sale) => whole.items.map((item) => ({ ...item, currency: whole.currency }));

function needs(context: Context, scope: string): void {
  if (!context.scopes.has(scope)) throw new GraphQLError(`Needs ${scope}.`, { extensions: { code: 'FORBIDDEN' } });
}

const resolvers = {
  Query: {
    customer(_: unknown, { customerId }: { customerId: string }, context: Context) {
      needs(context, 'read:customers');
      return context.rest.customer.load(customerId);
    },
    async receiptsByNumber(_: unknown, { receiptId }: { receiptId: string }, context: Context) {
      needs(context, 'read:receipts');
      return (await context.rest.receiptsByNumber.load(receiptId)).receipts;
    },
  },
  Mutation: {
    async customerUpdate(
      _: unknown,
      { input: { customerId, details } }: { input: { customerId: string; details: { firstName: string } } },
      context: Context,
    ) {
      needs(context, 'write:customers');
      return { customer: await context.rest.rename(customerId, details.firstName), userErrors: [] };
    },
  },
  Customer: {
    customerId: read('customer_id'),
    firstName: read('first_name'),
    lastName: read('last_name'),
    phoneNumber: read('phone_number'),
    async receipts(customer: Customer, _: unknown, context: Context) {
      needs(context, 'read:receipts');
      return { nodes: (await context.rest.receipts.load(customer.customer_id)).receipts };
    },
    async walletCards(customer: Customer, _: unknown, context: Context) {
      needs(context, 'read:wallets');
      return { nodes: await context.rest.cards.load(customer.customer_id) };
    },
    async orders(customer: Customer, _: unknown, context: Context) {
      needs(context, 'read:shopping');
      return { nodes: (await context.rest.orders.load(customer.customer_id)).orders };
    },
  },
  Receipt: {
    purchasedAt: read('purchase_at'),
    grossAmount,
    items,
    customer(receipt: Receipt, _: unknown, context: Context) {
      needs(context, 'read:customers');
      return context.rest.customer.load(receipt.customer_id);
    },
  },
  Order: {
    orderId: read('order_id'),
    paymentStatus: read('payment_status'),
    createdAt: read('created_at'),
    grossAmount,
    items,
  },
  WalletCard: { cardId: read('card_id'), expiresAt: read('expires_at') },
  Item: {
    grossAmount: (item: { gross_amount: number; currency: string }) => ({
      amount: item.gross_amount,
      currency: item.currency,
    }),
  },
};

const server = new ApolloServer<Context>({ typeDefs, resolvers, csrfPrevention: false });
await startStandaloneServer(server, {
  listen: { port, host: '127.0.0.1' },
  context: async ({ req }) =>
    contextOf(req.headers.authorization).catch(() => {
      throw new GraphQLError('The token is not valid.', { extensions: { http: { status: 401 } } });
    }),
});
