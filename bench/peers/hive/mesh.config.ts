/** What Hive Gateway serves: the REST services as Mesh composes them from JSON schemas, joined by fields of its own. */
import { createFederationTransform, defineConfig } from '@graphql-mesh/compose-cli';
import { loadJSONSchemaSubgraph } from '@omnigraph/json-schema';
import { accountId } from '../../upstream/data.ts';

const { upstream } = JSON.parse(process.env['BENCH'] ?? '{}');

const text = { type: 'string' } as const;
const integer = { type: 'integer' } as const;
const list = (items: object) => ({ type: 'array', items }) as const;
const object = (title: string, properties: Record<string, object>) => ({ type: 'object', title, properties }) as const;
const texts = (...names: string[]) => Object.fromEntries(names.map((name) => [name, text]));

const item = object('Item', { description: text, quantity: { type: 'number' }, gross_amount: integer });
const sale = { gross_amount: integer, currency: text, items: list(item) };
const customer = object('Customer', texts('customer_id', 'first_name', 'last_name', 'email', 'phone_number'));
const store = object('Store', texts('name'));
const receipt = object('Receipt', { ...texts('customer_id', 'purchase_at'), store, ...sale });
const order = object('Order', { ...texts('order_id', 'payment_status', 'created_at'), ...sale });
const card = object('Card', texts('card_id', 'name', 'status', 'expires_at'));
const receipts = object('Receipts', { receipts: list(receipt) });

const query = (field: string, path: string, responseSchema: object) =>
  ({ type: 'Query', method: 'GET', field, path, responseSchema }) as const;
const needs = (scope: string): { requiresScopes: { scopes: [[string]] } } => ({
  requiresScopes: { scopes: [[scope]] },
});
const byCustomer = (field: string, scope: string) =>
  `@resolveTo(sourceName: "dintero", sourceTypeName: "Query", sourceFieldName: "${field}", requiredSelectionSet: "{ customer_id }", sourceArgs: { customer_id: "{root.customer_id}" }) @requiresScopes(scopes: [["${scope}"]])`;

/** For `mesh-compose`. */
export const composeConfig = defineConfig({
  subgraphs: [
    {
      sourceHandler: loadJSONSchemaSubgraph('dintero', {
        endpoint: `${upstream}/accounts/${accountId}`,
        operationHeaders: { authorization: '{context.headers.authorization}' },
        operations: [
          query('customer', '/customers/users/{args.customer_id}', customer),
          query('customer_receipts', '/receipts/customers/{args.customer_id}?limit=20', receipts),
          query('customer_cards', '/wallets/customers/{args.customer_id}/cards?limit=11', list(card)),
          query(
            'customer_orders',
            '/shopping/customers/{args.customer_id}/orders?limit=10',
            object('Orders', { orders: list(order) }),
          ),
          query('receipts_by_number', '/receipts/search?receipt_id={args.receipt_id}', receipts),
          {
            type: 'Mutation',
            method: 'PUT',
            field: 'update_customer',
            path: '/customers/users/{args.customer_id}',
            headers: { 'content-type': 'application/json' },
            requestSchema: object('CustomerUpdate', { first_name: text }),
            responseSchema: customer,
          },
        ],
      }),
      transforms: [
        createFederationTransform({
          'Query.customer': needs('read:customers'),
          'Query.customer_receipts': needs('read:receipts'),
          'Query.customer_cards': needs('read:wallets'),
          'Query.customer_orders': needs('read:shopping'),
          'Query.receipts_by_number': needs('read:receipts'),
          'Mutation.update_customer': needs('write:customers'),
        }),
      ],
    },
  ],
  additionalTypeDefs: `
    extend type Customer {
      receipts: Receipts ${byCustomer('customer_receipts', 'read:receipts')}
      cards: [Card] ${byCustomer('customer_cards', 'read:wallets')}
      orders: Orders ${byCustomer('customer_orders', 'read:shopping')}
    }
    extend type Receipt {
      customer: Customer ${byCustomer('customer', 'read:customers')}
    }
  `,
});
