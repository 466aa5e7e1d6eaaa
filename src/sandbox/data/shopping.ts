import type { components } from '../../upstream/contract/shopping.ts';
import type { CustomersState, LocationsState, OrderRecord, ShoppingState } from '../state.ts';
import { anyArticle, vatOf } from './goods.ts';
import { apiEvent, events, operationOf, type Stage, session, stages } from './order-life.ts';
import { storeOf } from './receipts.ts';
import { daysFromNow, type Seed } from './seed.ts';

type Schemas = components['schemas'];

const orderCount = 500;
const draftCount = 40;
/** Orders of the mobile persona's customer. */
const ownOrders = 8;

const paymentStatus: Readonly<Record<Stage, Schemas['PaymentStatus']>> = {
  new: 'pending',
  authorized: 'pending',
  partly_captured: 'partially_paid',
  captured: 'paid',
  partly_refunded: 'partially_refunded',
  refunded: 'refunded',
  cancelled: 'pending',
};

/** 500 orders across the life cycle and 40 drafts. Of each order: captures never exceed authorizations, refunds never captures. */
export function createShopping(
  seed: Seed,
  { customers }: CustomersState,
  { locations }: LocationsState,
): ShoppingState {
  const buyers = [...customers.values()];
  const stores = [...locations.values()];
  const orders: OrderRecord[] = [];
  for (let index = 0; index < orderCount; index += 1) {
    const buyer = buyers[index < ownOrders ? 0 : seed.int(1, buyers.length - 1)];
    const store = stores[index % stores.length];
    if (buyer !== undefined && store !== undefined)
      orders.push(createOrder(seed, index, content(seed, index, buyer, store)));
  }
  orders.sort((one, other) => ((one.order.created_at ?? '') < (other.order.created_at ?? '') ? 1 : -1));
  const drafts: ShoppingState['drafts'] = new Map();
  for (let index = 0; index < draftCount; index += 1) {
    const id = seed.uuid();
    const status = (['open', 'completed', 'deleted', 'open'] as const)[index % 4] ?? 'open';
    const buyer = buyers[seed.int(0, buyers.length - 1)];
    const store = stores[index % stores.length];
    if (buyer === undefined || store === undefined) continue;
    drafts.set(id, {
      id,
      status,
      order: content(seed, index, buyer, store),
      options: { generate_order_id: 'ALPHANUMERIC_9', split_draft: true },
      events: [apiEvent(seed, 'POST', '/draft_orders')],
      created_at: seed.daysAgo(60),
      created_by: 'sandbox',
      ...(status === 'deleted' && { deleted_at: daysFromNow(-1) }),
    });
  }
  linkDrafts(orders, [...drafts.values()]);
  return { orders: new Map(orders.map((record) => [record.order.order_id ?? record.order.id, record])), drafts };
}

/** Orders that were made of a draft say so in the event of their making. */
function linkDrafts(orders: readonly OrderRecord[], drafts: readonly Schemas['Draft'][]): void {
  const completed = drafts.filter(({ status }) => status === 'completed');
  for (const [index, draft] of completed.entries()) {
    const record = orders[index * 3];
    const [made] = record?.events ?? [];
    if (record !== undefined && made !== undefined && draft.id !== undefined) {
      record.events[0] = { ...made, draft_id: draft.id };
    }
  }
}

type Buyer = CustomersState['customers'] extends Map<string, infer Customer> ? Customer : never;
type Location = LocationsState['locations'] extends Map<string, infer Each> ? Each : never;

function content(seed: Seed, index: number, buyer: Buyer, location: Location): Schemas['OrderContent'] {
  const items = Array.from({ length: seed.int(1, 4) }, (_, line) => item(seed, line + 1));
  const gross = items.reduce((total, each) => total + (each.gross_amount ?? 0), 0);
  const address = {
    first_name: buyer.first_name ?? 'Ola',
    last_name: buyer.last_name ?? 'Nordmann',
    address_line: 'Storgata 1',
    postal_code: '0150',
    postal_place: 'Oslo',
    country: 'NO',
  };
  return {
    currency: index % 40 === 39 ? 'EUR' : 'NOK',
    customer: {
      id: buyer.customer_id,
      ...(typeof buyer.first_name === 'string' && { first_name: buyer.first_name }),
      ...(typeof buyer.last_name === 'string' && { last_name: buyer.last_name }),
      ...(typeof buyer.email === 'string' && { email: buyer.email }),
      ...(typeof buyer.phone_number === 'string' && { phone_number: buyer.phone_number }),
      type: buyer.type,
    },
    items,
    gross_amount: gross,
    net_amount: gross,
    total_discount: 0,
    store: storeOf(location),
    shipping_address: address,
    billing_address: address,
    type: seed.pick(['webshop', 'click-and-collect']),
    pickup_at: daysFromNow(seed.int(-30, 5)),
    ...(index % 25 === 24 && {
      itinerary: [
        {
          id: seed.uuid(),
          line_ids: [1],
          travel_mode: 'CUSTOM',
          departure_address: { name: 'Oslo S', postal_place: 'Oslo' },
          arrival_address: { name: 'Finse', postal_place: 'Finse' },
        },
      ],
    }),
  };
}

function item(seed: Seed, line: number): Schemas['OrderItem'] {
  const article = anyArticle(seed);
  const quantity = seed.int(1, 3);
  const gross = article.price * quantity;
  const tax = vatOf(gross, article.vat);
  return {
    id: article.id,
    line_id: line,
    quantity,
    unit: 'stk',
    description: article.name,
    groups: [{ id: article.group }],
    gross_amount: gross,
    net_amount: gross,
    tax_lines: [{ amount: tax, percentage: article.vat, tax_basis: gross - tax, included_in_price: true }],
    eligible_for_discount: true,
    version: 1,
  };
}

function createOrder(seed: Seed, index: number, made: Schemas['OrderContent']): OrderRecord {
  const stage = stages[index % stages.length] ?? 'new';
  const createdAt = seed.daysAgo(400);
  const id = seed.uuid();
  const lines = made.items ?? [];
  const [firstLine] = lines;
  const authorizations = stage === 'new' ? [] : [operationOf(seed, createdAt, lines)];
  const captures = ['partly_captured', 'captured', 'partly_refunded', 'refunded'].includes(stage)
    ? [operationOf(seed, createdAt, stage === 'partly_captured' && firstLine ? [firstLine] : lines)]
    : [];
  const refunds =
    stage === 'refunded' || stage === 'partly_refunded'
      ? [operationOf(seed, createdAt, stage === 'partly_refunded' && firstLine ? [firstLine] : lines)]
      : [];
  const cancellations = stage === 'cancelled' ? [operationOf(seed, createdAt, lines)] : [];
  const sessions = index % 3 === 0 ? [session(seed, createdAt, lines)] : [];
  const comments =
    index % 9 === 0
      ? [{ id: seed.uuid(), text: 'Kunden henter etter kl. 16.', created_at: createdAt, created_by: 'sandbox' }]
      : [];
  const embedded = index % 2 === 0;
  const cancelled = stage === 'cancelled';
  const closed = stage === 'captured' && index % 2 === 1;
  const order: Schemas['Order'] = {
    ...made,
    id,
    order_id: `FJ${String(100_001 + index)}`,
    status: cancelled ? 'cancelled' : closed ? 'closed' : 'open',
    payment_status: stage === 'partly_refunded' && lines.length === 1 ? 'refunded' : paymentStatus[stage],
    created_at: createdAt,
    created_by: 'sandbox',
    updated_at: createdAt,
    version: 1 + authorizations.length + captures.length + refunds.length + cancellations.length,
    comments,
    ...(cancelled && { cancelled_reason: 'customer', cancelled_by: 'sandbox', cancelled_at: createdAt }),
    ...(closed && { closed_by: 'sandbox', closed_at: createdAt }),
    ...(embedded && { authorizations, captures, refunds, cancellations }),
  };
  return {
    order,
    events: events(seed, stage, id),
    authorizations,
    captures,
    refunds,
    cancellations,
    sessions,
    severalAuthorizations: false,
    embedded,
  };
}
