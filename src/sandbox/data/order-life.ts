import type { components } from '../../upstream/contract/shopping.ts';
import type { Seed } from './seed.ts';

type Schemas = components['schemas'];

/** How far an order has come. */
export type Stage =
  | 'new'
  | 'authorized'
  | 'partly_captured'
  | 'captured'
  | 'partly_refunded'
  | 'refunded'
  | 'cancelled';
/** All stages, in turn. */
export const stages = [
  'new',
  'authorized',
  'partly_captured',
  'captured',
  'partly_refunded',
  'refunded',
  'cancelled',
] as const;

/** An authorization, capture, refund or cancellation of whole lines. */
export function operationOf(
  seed: Seed,
  at: string,
  lines: readonly Schemas['OrderItem'][],
): Schemas['PaymentOperation'] {
  const items = lines.map(({ line_id = 0, gross_amount = 0 }) => ({ line_id, amount: gross_amount }));
  return {
    id: seed.uuid(),
    created_at: at,
    created_by: 'sandbox',
    amount: items.reduce((total, { amount }) => total + amount, 0),
    items,
    processed_at: at,
    processed_by: 'dintero-checkout',
    payment_details: {
      psp: 'Bambora',
      payment_product: 'bambora',
      payment_product_type: 'bambora.creditcard',
      payment_id: seed.uuid(),
      card: { brand: 'Visa', type: 'Credit', masked_pan: '************0198' },
    },
    success: true,
  };
}

/** A payment session for all lines. */
export function session(seed: Seed, at: string, lines: readonly Schemas['OrderItem'][]): Schemas['OrderSession'] {
  const items = lines.map(({ line_id = 0, gross_amount = 0 }) => ({ line_id: String(line_id), amount: gross_amount }));
  return {
    id: seed.uuid(),
    created_at: at,
    created_by: 'sandbox',
    amount: items.reduce((total, { amount }) => total + amount, 0),
    items,
    processed_at: at,
    _links: [{ rel: 'checkout', href: `https://checkout.example.com/${seed.uuid()}` }],
  };
}

/** What happened to an order at a stage: its making, and what the warehouse reported. */
export function events(seed: Seed, stage: Stage, orderId: string): Schemas['OrderEvent'][] {
  const made = apiEvent(seed, 'POST', `/orders/${orderId}`);
  if (stage === 'new') return [made];
  return [
    made,
    {
      ...apiEvent(seed, 'POST', `/orders/${orderId}/events`),
      event_type: 'service-event',
      state: stage === 'cancelled' ? 'failure' : stage === 'authorized' ? 'pending' : 'success',
      service: 'lager',
      service_status: stage === 'authorized' ? 'packing' : 'ready_for_pickup',
      description: 'Lageret melder.',
    },
  ];
}

/** The record of one write. */
export function apiEvent(seed: Seed, method: string, path: string): Schemas['ApiEvent'] {
  return {
    id: seed.uuid(),
    created_at: seed.daysAgo(30),
    created_by: 'sandbox',
    event_type: 'api-event',
    version: 1,
    request: { method, path },
  };
}
