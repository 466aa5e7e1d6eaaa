import { UnreadableError } from '../kernel/unreadable.ts';
import type { FoundBy, FoundPayment } from '../money/order.ts';
import type { Transaction as Payment } from '../upstream/contract/checkout.ts';
import type { OrderSession, PaymentOperation } from '../upstream/contract/shopping.ts';
import { listPayments } from '../upstream/endpoints/checkout.ts';
import { listAuthorizations, listOrderSessions } from '../upstream/endpoints/shopping.ts';
import type { Page, Window } from '../upstream/page.ts';
import { toError } from './memory.ts';
import { type Bound, view, way } from './view.ts';

/** Of which order the payments are wanted. */
export interface OrderPaymentsKey {
  readonly orderId: string;
  /** The payments that its authorizations name; null: they have to be loaded. */
  readonly paymentIds: readonly string[] | null;
  /** Its checkouts; null: they have to be loaded. */
  readonly sessionIds: readonly string[] | null;
}

const ofCheckout = /^[PT]\d{8}\../;

/** The ids of payments that authorizations name; those of other providers are left out. */
export function paymentIdsOf(authorizations: readonly PaymentOperation[]): readonly string[] {
  const ids = authorizations.flatMap(({ payment_details, success }) =>
    success === false ? [] : (payment_details?.payment_id ?? []),
  );
  return [...new Set(ids)].filter((id) => ofCheckout.test(id));
}

/** The ids of checkouts among an order's sessions. */
export function sessionIdsOf(sessions: readonly OrderSession[]): readonly string[] {
  return sessions.flatMap(({ id }) => (id !== undefined && ofCheckout.test(id) ? [id] : []));
}

type Payments = Bound<{ readonly payments: typeof listPayments }>['payments'];
type Reading = Bound<typeof reading>;

const reading = { authorizations: listAuthorizations, sessions: listOrderSessions, payments: listPayments };

/** The payments of an order: by the ids that its authorizations name, else by its checkouts, else by its own id. */
export const paymentsOfOrder = view<OrderPaymentsKey, readonly FoundPayment[]>(
  'paymentsOfOrder',
  way({
    when: 'the order does not carry authorizations that name payments',
    applies: ({ paymentIds }: OrderPaymentsKey) => (paymentIds?.length ?? 0) === 0,
    uses: reading,
    counts: [
      { endpoint: listAuthorizations, per: 'parent', most: 1 },
      // Of orders whose authorizations name no payment, one by one.
      { endpoint: listOrderSessions, per: 'answer', most: null },
      { endpoint: listPayments, per: 'answer', most: null },
    ],
    maxBatch: 50,
    readMany: (use) => (keys: readonly OrderPaymentsKey[]) => readPayments(keys, use),
  }),
  way({
    when: 'the order carries authorizations that name payments',
    uses: { payments: listPayments },
    counts: [{ endpoint: listPayments, per: 'answer', most: null }],
    maxBatch: 50,
    readMany:
      ({ payments }) =>
      async (keys: readonly OrderPaymentsKey[]) => {
        const rows = await rowsOf(
          payments,
          'id',
          keys.flatMap(({ paymentIds }) => paymentIds ?? []),
        );
        return keys.map(({ paymentIds }) => named(rows, paymentIds ?? [], 'AUTHORIZATION'));
      },
  }),
);

/** Payments of several orders, an error in the place of those that could not be read. */
export async function readPayments(
  keys: readonly OrderPaymentsKey[],
  use: Reading,
): Promise<readonly (readonly FoundPayment[] | Error)[]> {
  const found = new Map<OrderPaymentsKey, readonly FoundPayment[] | Error>();
  const left = () => keys.filter((key) => found.get(key) === undefined);
  const step = async (
    foundBy: FoundBy,
    by: 'id' | 'session_id',
    idsOf: (key: OrderPaymentsKey) => Promise<readonly string[]>,
  ) => {
    const ids = new Map<OrderPaymentsKey, readonly string[]>();
    const asking = left().map(async (key) => {
      const own = await idsOf(key).catch(toError);
      if (own instanceof Error) found.set(key, own);
      else ids.set(key, own);
    });
    await Promise.all(asking);
    const rows = await rowsOf(use.payments, by, [...ids.values()].flat()).catch(toError);
    for (const [key, own] of ids) {
      const payments = rows instanceof Error ? (own.length > 0 ? rows : []) : named(rows, own, foundBy);
      if (payments instanceof Error || payments.length > 0) found.set(key, payments);
    }
  };
  await step(
    'AUTHORIZATION',
    'id',
    async ({ orderId, paymentIds }) =>
      paymentIds ?? paymentIdsOf((await use.authorizations({ path: { order_id: orderId } }))?.authorizations ?? []),
  );
  await step(
    'SESSION',
    'session_id',
    async ({ orderId, sessionIds }) =>
      sessionIds ?? sessionIdsOf((await use.sessions({ path: { order_id: orderId } }))?.sessions ?? []),
  );
  const byReference = left().map(async (key) => {
    const page = await use
      .payments({ query: { merchant_reference: key.orderId }, window: wholePage })
      .then(inFull)
      .catch(toError);
    found.set(
      key,
      page instanceof Error ? page : page.items.map((payment) => ({ payment, foundBy: 'REFERENCE' as const })),
    );
  });
  await Promise.all(byReference);
  return keys.map((key) => found.get(key) ?? []);
}

/**
 * A page of which no row is left out: of the payments of an order each counts.
 *
 * @throws UnreadableError
 */
function inFull<Row>(page: Page<Row>): Page<Row> {
  if (page.lost > 0) throw new UnreadableError('a payment');
  return page;
}

const most = 100;
const wholePage: Window = { first: most, from: null };

/** Payments by id or checkout: as many in one call as upstream takes. */
async function rowsOf(
  read: Payments,
  by: 'id' | 'session_id',
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Payment[]>> {
  const unique = [...new Set(ids)];
  const parts = Array.from({ length: Math.ceil(unique.length / most) }, (_, part) =>
    unique.slice(part * most, (part + 1) * most),
  );
  const pages = await Promise.all(parts.map((part) => read({ query: { [by]: part }, window: wholePage })));
  return Map.groupBy(
    pages.flatMap((page) => inFull(page).items),
    (row) => row[by] ?? '',
  );
}

function named(
  rows: ReadonlyMap<string, readonly Payment[]>,
  ids: readonly string[],
  foundBy: FoundBy,
): readonly FoundPayment[] {
  return ids.flatMap((id) => (rows.get(id) ?? []).map((payment) => ({ payment, foundBy })));
}
