import type { Service } from '../../src/upstream/endpoint.ts';

/** Everything about one customer, over all services; each of them is also asked for something of its own. */
export const customer360 = /* GraphQL */ `
  query Customer360 {
    customer(customerId: "C1001") {
      firstName
      tags { tag }
      communication { email { allowed } }
      receipts(first: 3) { nodes { grossAmount { decimal } payments { typeId } } }
      walletCards(first: 2) { nodes { cardId balance { decimal } } }
      discounts(first: 2) { nodes { refId statistics { usage } } }
      orders(first: 2) { nodes { orderId events { state } } }
      payments(first: 2) { nodes { paymentId } }
    }
    receiptsByNumber(receiptId: "700001") { receiptId customer { firstName } }
    walletCards(first: 1) { nodes { cardId transactions { amount { decimal } } } }
    discountCampaigns(first: 2) { nodes { name } }
    payments(first: 1) { nodes { status } }
    draftOrders(first: 2) { nodes { status location { name } } }
    locations(first: 2) { nodes { name } }
  }
`;

/** The services that the query asks. */
export type Asked = Exclude<Service, 'auth' | 'hooks'>;

/** Paths of the query's fields that are lost with each service, list indexes left out. */
export const lostWith: Readonly<Record<Asked, readonly string[]>> = {
  customers: ['customer', 'receiptsByNumber.customer', 'draftOrders.nodes.location', 'locations'],
  receipts: ['customer.receipts', 'receiptsByNumber'],
  wallets: ['customer.walletCards', 'walletCards'],
  discounts: ['customer.discounts', 'discountCampaigns'],
  shopping: ['customer.orders', 'draftOrders'],
  checkout: ['customer.payments', 'payments'],
};

/** The services, in the order of the table. */
export const services = [
  'customers',
  'receipts',
  'wallets',
  'discounts',
  'shopping',
  'checkout',
] as const satisfies Asked[];

/** A copy of data in which the fields at these paths are null; lists are passed through. */
export function without(data: unknown, paths: readonly string[]): unknown {
  return paths.reduce((rest, path) => withoutOne(rest, path.split('.')), data);
}

function withoutOne(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return null;
  if (Array.isArray(value)) return value.map((item) => withoutOne(item, [name, ...rest]));
  if (typeof value !== 'object' || value === null) return value;
  return { ...value, [name]: withoutOne(Reflect.get(value, name), rest) };
}
