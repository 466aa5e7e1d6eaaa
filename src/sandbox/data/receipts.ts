import type { components } from '../../upstream/contract/receipts.ts';
import type { CustomersState, DiscountsState, LocationsState, ReceiptsState } from '../state.ts';
import { anyArticle, groupNames, vatOf } from './goods.ts';
import type { Seed } from './seed.ts';

type Receipt = components['schemas']['Receipt'];
type Item = components['schemas']['ReceiptItem'];
type Schemas = components['schemas'];

const count = 5_000;
/** Receipts of the mobile persona's customer. */
const ownReceipts = 30;

/**
 * 5,000 receipts, nine of ten of a customer. Of each receipt: gross = sum of the lines' gross, net = gross less tax,
 * payments = gross less the discounts.
 */
export function createReceipts(
  seed: Seed,
  { customers }: CustomersState,
  { locations }: LocationsState,
  { discounts }: DiscountsState,
): ReceiptsState {
  const state: ReceiptsState = { receipts: new Map(), receiptsOf: new Map(), receiptTokens: new Map() };
  const buyers = [...customers.values()];
  const stores = [...locations.values()];
  const discountIds = [...discounts.keys()];
  const all: Receipt[] = [];
  for (let index = 0; index < count; index += 1) {
    const buyer =
      index < ownReceipts ? buyers[0] : seed.chance(0.9) ? buyers[seed.int(1, buyers.length - 1)] : undefined;
    const store = stores[seed.int(0, stores.length - 1)];
    if (store === undefined) continue;
    all.push(createReceipt(seed, index, buyer, store, discountIds[seed.int(0, discountIds.length - 1)]));
  }
  all.sort((one, other) => (one.purchase_at < other.purchase_at ? 1 : -1));
  for (const [index, receipt] of all.entries()) {
    const id = receipt.id ?? '';
    state.receipts.set(id, receipt);
    if (index % 100 === 0) state.receiptTokens.set(`KV-${receipt.receipt_id}`, id);
    if (receipt.customer_id === undefined) continue;
    const own = state.receiptsOf.get(receipt.customer_id);
    if (own === undefined) state.receiptsOf.set(receipt.customer_id, [id]);
    else own.push(id);
  }
  return state;
}

type Buyer = CustomersState['customers'] extends Map<string, infer Customer> ? Customer : never;
type Location = LocationsState['locations'] extends Map<string, infer Each> ? Each : never;

function createReceipt(
  seed: Seed,
  index: number,
  buyer: Buyer | undefined,
  location: Location,
  discountId: string | undefined,
): Receipt {
  const isReturn = index % 60 === 59;
  const items = Array.from({ length: seed.int(1, 4) }, (_, line) => createItem(seed, line + 1, isReturn, index === 31));
  if (index % 7 === 3 && discountId !== undefined && !isReturn) discountFirst(items, discountId);
  const gross = sum(items.map((item) => item.gross_amount));
  const net = sum(items.map((item) => item.net_amount));
  const discounted = sum(items.flatMap((item) => item.discount_lines ?? []).map((line) => line.amount));
  const purchasedAt = seed.daysAgo(800);
  const bare = index % 97 === 96;
  return {
    id: seed.uuid(),
    receipt_id: String(700_001 + index),
    store: storeOf(location),
    purchase_at: purchasedAt,
    currency: index % 50 === 7 ? 'SEK' : 'NOK',
    gross_amount: gross,
    net_amount: net,
    items,
    created_at: purchasedAt,
    ...(buyer !== undefined && { customer_id: buyer.customer_id }),
    // Some tills send next to nothing.
    ...(!bare && {
      ...(buyer !== undefined && { customer: snapshotOf(buyer) }),
      tax_lines: taxLines(items),
      payments: [payment(seed, gross - discounted)],
      total_discount: discounted,
      amount_due: 0,
      no_of_items: items.length,
      operator_id: '000210',
      operator_name: seed.pick(['Ole Anders', 'Berit', 'Jesper']),
      entry_status: 'Posted' as const,
      transaction_id: `TX-${700_001 + index}`,
      transaction_date: purchasedAt,
      order_number: `order${10_000 + index}`,
      ...(seed.chance(0.1) && { comment: 'Byttelapp lagt ved.' }),
      ...(seed.chance(0.1) && { extra_info: [{ key: 'kasse', value: '3', value_type: 'integer' as const }] }),
    }),
  };
}

function createItem(seed: Seed, line: number, isReturn: boolean, huge: boolean): Item {
  const article = anyArticle(seed);
  const isWeighed = article.group === 'G4' && seed.chance(0.3);
  const quantity = isWeighed ? seed.int(1, 30) / 10 : seed.int(1, 3);
  const price = huge ? 1_000_000_000 : article.price;
  const gross = Math.round(price * quantity) * (isReturn ? -1 : 1);
  const tax = vatOf(gross, article.vat);
  return {
    id: article.id,
    line_id: line,
    groups: [{ id: article.group, name: groupNames.get(article.group) ?? article.group }],
    description: article.name,
    quantity: isReturn ? -quantity : quantity,
    unit: isWeighed ? 'kg' : 'stk',
    unit_gross_price: price,
    gross_amount: gross,
    net_amount: gross - tax,
    tax_percent: article.vat,
    tax_lines: [
      {
        amount: tax,
        percentage: article.vat,
        tax_basis: gross - tax,
        included_in_price: true,
        tax_group: `mva-${article.vat}`,
      },
    ],
    barcode: `703${article.id.slice(1)}000000`.slice(0, 13),
    scale_item: isWeighed,
    eligible_for_discount: true,
    is_return_item: isReturn,
    voided: false,
  };
}

function discountFirst(items: Item[], discountId: string): void {
  const [item] = items;
  if (item === undefined) return;
  const amount = Math.round((item.gross_amount ?? 0) / 10);
  item.discount_lines = [
    {
      amount,
      percentage: 10,
      discount_type: 'loyalty',
      discount_id: discountId,
      description: 'Medlemsrabatt',
      line_id: 1,
    },
  ];
}

function taxLines(items: readonly Item[]): Schemas['TaxItem'][] {
  const byRate = new Map<number, { amount: number; basis: number }>();
  for (const { tax_percent: rate = 0, gross_amount: gross = 0, net_amount: net = 0 } of items) {
    const { amount, basis } = byRate.get(rate) ?? { amount: 0, basis: 0 };
    byRate.set(rate, { amount: amount + gross - net, basis: basis + net });
  }
  return [...byRate].map(([percentage, { amount, basis }]) => ({
    amount,
    percentage,
    tax_basis: basis,
    tax_group: `mva-${percentage}`,
    included_in_price: true,
    exempt: false,
  }));
}

function payment(seed: Seed, amount: number): Schemas['PaymentItem'] {
  const kind = seed.pick(['VISA', 'VIPPS', 'GIFT_CARD', 'CASH']);
  return {
    line_id: 1,
    amount,
    type_id: kind,
    description: kind,
    voided: false,
    ...(kind === 'VISA' && {
      card_info: {
        card_type: 'VISA',
        card_number: '************0198',
        issuer_name: 'Eksempelbanken',
        terminal_id: '71015233',
        card_amount: amount,
      },
    }),
    ...(kind === 'VIPPS' && { token_type: 'VIPPS', token_id: seed.uuid() }),
  };
}

/** A location as it is printed on a receipt or an order. */
export function storeOf(location: Location): Schemas['Store'] {
  const { name, business_name, chain, organization_number, address, gln, mcc, email, phone_number } = location;
  return {
    id: location.location_id ?? '',
    ...(name !== undefined && { name }),
    ...(business_name !== undefined && { business_name }),
    ...(chain !== undefined && { chain }),
    ...(organization_number !== undefined && { organization_number }),
    ...(address !== undefined && { address }),
    ...(gln !== undefined && { gln }),
    ...(mcc !== undefined && { mcc }),
    ...(email !== undefined && { email }),
    ...(phone_number !== undefined && { phone_number }),
  };
}

function snapshotOf({ first_name, last_name, email, phone_number, type }: Buyer): NonNullable<Receipt['customer']> {
  return {
    ...(typeof first_name === 'string' && { first_name }),
    ...(typeof last_name === 'string' && { last_name }),
    ...(typeof email === 'string' && { email }),
    ...(typeof phone_number === 'string' && { phone_number }),
    type,
  };
}

function sum(amounts: readonly (number | undefined)[]): number {
  return amounts.reduce<number>((total, amount) => total + (amount ?? 0), 0);
}
