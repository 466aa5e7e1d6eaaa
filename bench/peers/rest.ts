/** What the hand-written GraphQL servers share: who asks, and the REST services by `fetch` and DataLoader. */
import DataLoader from 'dataloader';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { audience, issuer } from '../tokens.ts';
import { accountId, type Card, type Customer, type Order, type Receipt } from '../upstream/data.ts';

/** Where a server listens, and where upstream and its keys are. */
export const { port, upstream, keys }: { port: number; upstream: string; keys: string } = JSON.parse(
  process.env['BENCH'] ?? '{}',
);

const jwks = createRemoteJWKSet(new URL(keys));

/** One request's caller and loaders. */
export interface Context {
  readonly scopes: ReadonlySet<string>;
  readonly rest: ReturnType<typeof createRest>;
}

/**
 * Verifies the token of a request, as it is mostly written: each time anew.
 *
 * @throws an error of jose's for a token that is not valid
 */
export async function contextOf(authorization: string | null | undefined): Promise<Context> {
  const token = authorization?.replace(/^Bearer /, '') ?? '';
  const { payload } = await jwtVerify(token, jwks, { issuer, audience, algorithms: ['RS256'] });
  const scopes = payload['scope'];
  return { scopes: new Set(Array.isArray(scopes) ? scopes.map(String) : []), rest: createRest(`Bearer ${token}`) };
}

function createRest(authorization: string) {
  const call = async <Result>(method: string, path: string, body?: unknown): Promise<Result> => {
    const answer = await fetch(`${upstream}/accounts/${accountId}${path}`, {
      method,
      headers: {
        authorization,
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`upstream answered ${answer.status}`);
    return (await answer.json()) as Result;
  };
  const each = <Result>(path: (id: string) => string) =>
    new DataLoader<string, Result>((ids) =>
      Promise.all(ids.map((id) => call<Result>('GET', path(encodeURIComponent(id))))),
    );
  return {
    customer: each<Customer>((id) => `/customers/users/${id}`),
    receipts: each<{ receipts: Receipt[] }>((id) => `/receipts/customers/${id}?limit=20`),
    cards: each<Card[]>((id) => `/wallets/customers/${id}/cards?limit=11`),
    orders: each<{ orders: Order[] }>((id) => `/shopping/customers/${id}/orders?limit=10`),
    receiptsByNumber: each<{ receipts: Receipt[] }>((number) => `/receipts/search?receipt_id=${number}`),
    rename: (id: string, firstName: string) =>
      call<Customer>('PUT', `/customers/users/${encodeURIComponent(id)}`, { first_name: firstName }),
  };
}
