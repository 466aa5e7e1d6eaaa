import { isDeepStrictEqual } from 'node:util';
import { customerId, receiptNumber } from '../upstream/data.ts';
import type { Server } from './servers.ts';

const lines = 'items { description quantity gross_amount }';

/** The workloads as a gateway is asked for them, whose schema has upstream's own names and shapes, by name. */
const operations: Readonly<Record<string, { query: string; variables(n: number): Record<string, unknown> }>> = {
  customer360: {
    query: `query Customer360($customer_id: String!) {
  customer(customer_id: $customer_id) {
    customer_id first_name last_name email phone_number
    receipts { receipts { purchase_at gross_amount currency store { name } ${lines} } }
    cards { card_id name status expires_at }
    orders { orders { order_id payment_status created_at gross_amount currency ${lines} } }
  }
}`,
    variables: (n) => ({ customer_id: customerId(n) }),
  },
  receipts50: {
    query: `query Receipts50($receipt_id: String!) {
  receipts_by_number(receipt_id: $receipt_id) {
    receipts {
      purchase_at gross_amount currency store { name } ${lines}
      customer { customer_id first_name last_name }
    }
  }
}`,
    variables: (n) => ({ receipt_id: receiptNumber(n) }),
  },
  oneName: {
    query: 'query OneName($customer_id: String!) { customer(customer_id: $customer_id) { first_name } }',
    variables: (n) => ({ customer_id: customerId(n) }),
  },
  write: {
    query: `mutation Rename($customer_id: String!, $input: CustomerUpdate_Input!) {
  update_customer(customer_id: $customer_id, input: $input) { customer_id first_name }
}`,
    variables: (n) => ({ customer_id: customerId(n), input: { first_name: 'Åse' } }),
  },
};

/** How a gateway is asked and understood: what is compared is all that bare Node answers, under upstream's names. */
export const upstreamWords: Pick<Server, 'body' | 'same'> = {
  body: ({ name, operationName }, n) => {
    const operation = operations[name];
    // A workload that the gateways' configurations do not serve: their answer differs, and they are left out of it.
    if (operation === undefined) return '{}';
    return JSON.stringify({ query: operation.query, operationName, variables: operation.variables(n) });
  },
  same: (expected, actual) => isDeepStrictEqual(inUpstreamWords(expected), actual),
};

const renamed: Readonly<Record<string, string>> = {
  purchasedAt: 'purchase_at',
  walletCards: 'cards',
  customerUpdate: 'update_customer',
};

function inUpstreamWords(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(inUpstreamWords);
  return isObject(data) ? Object.fromEntries(Object.entries(data).flatMap(membersOf)) : data;

  function membersOf([name, value]: [string, unknown]): (readonly [string, unknown])[] {
    const word = renamed[name] ?? name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    // Upstream's lines have no currency: theirs is that of the whole.
    if (name === 'grossAmount' && isObject(value)) {
      const { amount, currency } = value;
      return [[word, amount], ...(isObject(data) && 'quantity' in data ? [] : [['currency', currency] as const])];
    }
    if (name === 'walletCards' && isObject(value)) return [[word, inUpstreamWords(value['nodes'])]];
    if (name === 'receiptsByNumber') return [[word, { receipts: inUpstreamWords(value) }]];
    if (name === 'customerUpdate' && isObject(value)) return [[word, inUpstreamWords(value['customer'])]];
    if (isObject(value) && 'nodes' in value) return [[word, { [word]: inUpstreamWords(value['nodes']) }]];
    return [[word, inUpstreamWords(value)]];
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
