import { customerId, receiptNumber, shopperId } from './upstream/data.ts';

/** One kind of request, asked for one of 64 things at a time. */
export interface Workload {
  readonly name: string;
  readonly title: string;
  /** Upstream calls that it takes. */
  readonly calls: number;
  readonly query: string;
  readonly operationName: string;
  /** Variables of the nth request, from 1. */
  variables(n: number): Record<string, unknown>;
}

const lines = 'items { description quantity grossAmount { amount currency } }';

/** What is compared. */
export const workloads: readonly Workload[] = [
  {
    name: 'customer360',
    title: 'nested customer 360',
    calls: 4,
    operationName: 'Customer360',
    query: `query Customer360($customerId: String!) {
  customer(customerId: $customerId) {
    customerId firstName lastName email phoneNumber
    receipts(first: 20) { nodes { purchasedAt grossAmount { amount currency } store { name } ${lines} } }
    walletCards(first: 10) { nodes { cardId name status expiresAt } }
    orders(first: 10) { nodes { orderId paymentStatus createdAt grossAmount { amount currency } ${lines} } }
  }
}`,
    variables: (n) => ({ customerId: customerId(n) }),
  },
  {
    name: 'receipts50',
    title: '50 receipts with their customers',
    calls: 11,
    operationName: 'Receipts50',
    query: `query Receipts50($receiptId: String!) {
  receiptsByNumber(receiptId: $receiptId) {
    purchasedAt grossAmount { amount currency } store { name } ${lines}
    customer { customerId firstName lastName }
  }
}`,
    variables: (n) => ({ receiptId: receiptNumber(n) }),
  },
  {
    name: 'oneName',
    title: 'one name',
    calls: 1,
    operationName: 'OneName',
    query: 'query OneName($customerId: String!) { customer(customerId: $customerId) { firstName } }',
    variables: (n) => ({ customerId: customerId(n) }),
  },
  {
    name: 'write',
    title: 'a write',
    calls: 1,
    operationName: 'Rename',
    query: `mutation Rename($input: CustomerUpdateInput!) {
  customerUpdate(input: $input) { customer { customerId firstName } userErrors { code } }
}`,
    variables: (n) => ({ input: { customerId: customerId(n), details: { firstName: 'Åse' } } }),
  },
  {
    name: 'payments50',
    title: 'payments of 50 orders',
    calls: 3,
    operationName: 'Payments50',
    query: `query Payments50($customerId: String!) {
  customer(customerId: $customerId) {
    orders(first: 50) { nodes { orderId payments { paymentId status createdAt amount { amount currency } } } }
  }
}`,
    variables: (n) => ({ customerId: shopperId(n) }),
  },
];

/** The body of the nth request of a workload. */
export function bodyOf({ query, operationName, variables }: Workload, n: number): string {
  return JSON.stringify({ query, operationName, variables: variables(n) });
}
