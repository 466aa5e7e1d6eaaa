import { callFailed, type Row } from './row.ts';

const campaigns = '{ discountCampaigns(first: 1) { nodes { name } } }';
const right = { discountCampaigns: { nodes: [{ name: 'Høstsalg' }] } };

/** How answers are paged, where they are, and how they are written down. */
export const wireRows = {
  'cursor-ignored': {
    // Cursor of the first of these customers.
    query: '{ customers(first: 2, after: "CURSOR") { nodes { customerId } } }',
    data: { customers: null },
    errors: ['UPSTREAM_MALFORMED customers'],
    log: [callFailed('listCustomers', { kind: 'malformed', flaw: 'cursor' })],
    check: ['    the second page repeats the first: starting_after is ignored, or rows do not hold what it takes'],
  },
  'filters-ignored': {
    query: '{ customers(filter: { email: "kari.nordmann.0@example.com" }) { nodes { customerId } } }',
    data: { customers: null },
    errors: ['UPSTREAM_MALFORMED customers'],
    log: [callFailed('listCustomers', { kind: 'malformed', flaw: 'other_id' })],
  },
  'not-found-inferred': {
    query: '{ orders(first: 1) { nodes { orderId } } walletCard(cardId: "GK100001") { cardId } }',
    data: { orders: null, walletCard: { cardId: 'GK100001' } },
    errors: ['NOT_FOUND orders'],
    log: [callFailed('listOrders', { kind: 'not_found', status: 404 })],
    check: ['    → The path is not there: it may be only inferred in the contract.'],
  },
  'latin-1': { query: campaigns, data: right },
  'latin-1-unmarked': {
    query: `{ walletCard(cardId: "GK100001") { cardId } ${campaigns.slice(1)}`,
    data: { walletCard: { cardId: 'GK100001' }, discountCampaigns: null },
    errors: ['UPSTREAM_MALFORMED discountCampaigns'],
    log: [callFailed('listCampaigns', { kind: 'malformed', flaw: 'charset' })],
    check: ['    malformed: charset (200)'],
  },
  'byte-order-mark': { query: campaigns, data: right },
  gzip: { query: campaigns, data: right },
} satisfies Record<string, Row>;
