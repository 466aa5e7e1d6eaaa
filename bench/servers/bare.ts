/**
 * Bare Node: `node:http`, undici and a cache of verified tokens. The same JSON is read and the same members picked as the
 * GraphQL servers do, with hand-written code for each workload: no GraphQL, no scopes, no limits, no log.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { Pool } from 'undici';
import { audience, issuer } from '../tokens.ts';
import {
  accountId,
  type Card,
  type Customer,
  type Order,
  type PaidOrder,
  type Payment,
  type Receipt,
  type Sale,
} from '../upstream/data.ts';

const { port, upstream, keys } = JSON.parse(process.env['BENCH'] ?? '{}');
const base = new URL(upstream);
const pool = new Pool(base.origin, { connections: 256 });
const jwks = createRemoteJWKSet(new URL(keys));
const verified = new Map<string, number>();

createServer((request, response) => {
  answer(request, response).catch(() => response.writeHead(502).end());
}).listen(port, '127.0.0.1');

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { authorization = '' } = request.headers;
  const [text, known] = await Promise.all([read(request), isGood(authorization.slice('Bearer '.length))]);
  if (!known) return void response.writeHead(401).end();
  const { operationName, variables } = JSON.parse(text);
  const run = operations[operationName];
  if (run === undefined) return void response.writeHead(400).end();
  const json = JSON.stringify({ data: await run(variables, authorization) });
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) }).end(json);
}

interface Variables {
  readonly customerId: string;
  readonly receiptId: string;
  readonly input: { readonly customerId: string; readonly details: { readonly firstName: string } };
}

const operations: Record<string, (variables: Variables, authorization: string) => Promise<unknown>> = {
  async Customer360({ customerId }, authorization) {
    const id = encodeURIComponent(customerId);
    const [customer, { receipts }, cards, { orders }] = await Promise.all([
      get<Customer>(`/customers/users/${id}`, authorization),
      get<{ receipts: Receipt[] }>(`/receipts/customers/${id}?limit=20`, authorization),
      get<Card[]>(`/wallets/customers/${id}/cards?limit=11`, authorization),
      get<{ orders: Order[] }>(`/shopping/customers/${id}/orders?limit=10`, authorization),
    ]);
    return {
      customer: {
        customerId: customer.customer_id,
        firstName: customer.first_name,
        lastName: customer.last_name,
        email: customer.email,
        phoneNumber: customer.phone_number,
        receipts: { nodes: receipts.map(receipt) },
        walletCards: {
          nodes: cards.map((card) => ({
            cardId: card.card_id,
            name: card.name,
            status: card.status,
            expiresAt: card.expires_at,
          })),
        },
        orders: {
          nodes: orders.map((order) => ({
            orderId: order.order_id,
            paymentStatus: order.payment_status,
            createdAt: order.created_at,
            grossAmount: { amount: order.gross_amount, currency: order.currency },
            items: items(order),
          })),
        },
      },
    };
  },
  async Receipts50({ receiptId }, authorization) {
    const { receipts } = await get<{ receipts: Receipt[] }>(
      `/receipts/search?receipt_id=${encodeURIComponent(receiptId)}`,
      authorization,
    );
    const ids: string[] = [...new Set(receipts.map((each) => each.customer_id))];
    const customers = await Promise.all(
      ids.map((id) => get<Customer>(`/customers/users/${encodeURIComponent(id)}`, authorization)),
    );
    const byId = new Map(
      customers.map((each) => [
        each.customer_id,
        { customerId: each.customer_id, firstName: each.first_name, lastName: each.last_name },
      ]),
    );
    return {
      receiptsByNumber: receipts.map((each) => ({ ...receipt(each), customer: byId.get(each.customer_id) })),
    };
  },
  async Payments50({ customerId }, authorization) {
    const id = encodeURIComponent(customerId);
    const [, { orders }] = await Promise.all([
      get<Customer>(`/customers/users/${id}`, authorization),
      get<{ orders: PaidOrder[] }>(`/shopping/customers/${id}/orders?limit=50`, authorization),
    ]);
    const ids = orders.map(({ authorizations: [first] }) => first?.payment_details.payment_id ?? '');
    const payments = await get<Payment[]>(
      `/checkout/transactions?limit=${ids.length}&${ids.map((each) => `id=${each}`).join('&')}`,
      authorization,
    );
    const byId = new Map(payments.map((each) => [each.id, each]));
    return {
      customer: {
        orders: {
          nodes: orders.map(({ order_id, authorizations }) => ({
            orderId: order_id,
            payments: authorizations.flatMap(({ payment_details }) => {
              const found = byId.get(payment_details.payment_id);
              if (found === undefined) return [];
              const { id: paymentId, status, created_at, amount, currency } = found;
              return [{ paymentId, status, createdAt: created_at, amount: { amount, currency } }];
            }),
          })),
        },
      },
    };
  },
  async OneName({ customerId }, authorization) {
    const customer = await get<Customer>(`/customers/users/${encodeURIComponent(customerId)}`, authorization);
    return { customer: { firstName: customer.first_name } };
  },
  async Rename({ input: { customerId, details } }, authorization) {
    const body = JSON.stringify({ first_name: details.firstName });
    const customer = await call<Customer>(
      'PUT',
      `/customers/users/${encodeURIComponent(customerId)}`,
      authorization,
      body,
    );
    return {
      customerUpdate: {
        customer: { customerId: customer.customer_id, firstName: customer.first_name },
        userErrors: [],
      },
    };
  },
};

function receipt(each: Receipt) {
  return {
    purchasedAt: each.purchase_at,
    grossAmount: { amount: each.gross_amount, currency: each.currency },
    store: { name: each.store.name },
    items: items(each),
  };
}

function items({ items, currency }: Sale) {
  return items.map((item) => ({
    description: item.description,
    quantity: item.quantity,
    grossAmount: { amount: item.gross_amount, currency },
  }));
}

const get = <Result>(path: string, authorization: string) => call<Result>('GET', path, authorization, null);

async function call<Result>(
  method: 'GET' | 'PUT',
  path: string,
  authorization: string,
  body: string | null,
): Promise<Result> {
  const answer = await pool.request({
    method,
    path: `${base.pathname}/accounts/${accountId}${path}`,
    headers: {
      authorization,
      accept: 'application/json',
      ...(body !== null && { 'content-type': 'application/json' }),
    },
    body,
  });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`upstream answered ${answer.statusCode}`);
  return JSON.parse(text);
}

async function isGood(token: string): Promise<boolean> {
  const until = verified.get(token);
  if (until !== undefined) return until > Date.now();
  try {
    const { payload } = await jwtVerify(token, jwks, { issuer, audience, algorithms: ['RS256'] });
    verified.set(token, (payload.exp ?? 0) * 1000);
    return true;
  } catch {
    return false;
  }
}

function read(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks).toString()));
    request.on('error', reject);
  });
}
