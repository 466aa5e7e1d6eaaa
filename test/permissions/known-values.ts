import type { SandboxState } from '../../src/sandbox/state.ts';
import { customersInputs } from './inputs/customers.ts';
import { discountsInputs } from './inputs/discounts.ts';
import { locationsInputs } from './inputs/locations.ts';
import { paymentsInputs } from './inputs/payments.ts';
import { receiptsInputs } from './inputs/receipts.ts';
import { shoppingInputs } from './inputs/shopping.ts';
import { walletsInputs } from './inputs/wallets.ts';
import type { Special } from './special.ts';

/** Values of arguments: by coordinate, `Query.customers(filter:)`, or for required ones by name, `customerId`. */
export type Values = ReadonlyMap<string, unknown>;

/** What to ask the sandbox for so that one gate has something to do. */
export interface Known {
  readonly values: Values;
  /** The customer whose data these values lead to. */
  readonly owner: string;
}

/** Whom nothing belongs to that the values lead to. */
export const stranger = 'C1002';

const owner = 'C1001';

/** The values for a gate: those that serve all gates, those for its type, and those for itself. */
export function knownValues(state: SandboxState): (coordinate: string) => Known {
  const general = generalValues(state);
  const special = specialValues(state);
  const inputs = Object.fromEntries(
    Object.entries(special)
      .filter(([coordinate]) => coordinate.startsWith('Mutation.'))
      .map(([coordinate, { input }]) => [`${coordinate}(input:)`, input]),
  );
  return (coordinate) => {
    const [type = ''] = coordinate.split('.');
    // What a payload holds is come to by its mutation.
    const mutation = `Mutation.${type.charAt(0).toLowerCase()}${type.slice(1).replace(/Payload$/, '')}`;
    const values = { ...general, ...inputs, ...special[type], ...special[mutation], ...special[coordinate] };
    return { values: new Map(Object.entries(values)), owner: values.owner };
  };
}

/** All of C1001 or of nobody. */
function generalValues(state: SandboxState) {
  const card = found(state.cards.get('GK100001'));
  const receipt = found(state.receipts.get(found(state.receiptsOf.get(owner)?.[0])));
  const order = orderOf(
    state,
    ({ captures, sessions, embedded }) => captures.length > 0 && sessions.length > 0 && !embedded,
  );
  const payment = first(
    state.payments,
    ({ customer, gift_cards, merchant_reference }) =>
      customer?.customer_id === owner && gift_cards !== undefined && merchant_reference !== undefined,
  );
  const given = first(state.given, ({ customerId, discountId }) => {
    const discount = state.discounts.get(discountId);
    return customerId === owner && discount?.private === false && discount.campaign_id !== undefined;
  });
  const [item] = state.discounts.get(given.discountId)?.requirement.item?.items ?? [];
  const token = found(state.tokensOf.get(owner)?.[0]);
  return {
    owner,
    customerId: owner,
    'Query.customerExists(email:)': state.customers.get(owner)?.email,
    type: token.type,
    value: token.value,
    termId: first(state.terms).id,
    locationId: first(state.locations).location_id,
    organizationNumber: '987654300',
    'Query.organizations(organizationNumber:)': '987654300',
    country: 'NO',
    postalCode: '0150',
    address: { addressLine: 'Storgata 1', postalCode: '0150', postalPlace: 'Oslo', country: 'NO' },
    receiptId: receipt.receipt_id,
    'Query.receiptByToken(token:)': [...state.receiptTokens.keys()][0],
    'Query.customerSegment(input:)': { purchasedFrom: receipt.purchase_at, purchasedTo: receipt.purchase_at },
    cardId: card.card.card_id,
    'Query.walletCardByToken(token:)': card.secrets[0],
    'Query.walletCardByToken(pin:)': card.pin,
    discountId: given.discountId,
    refId: given.refId,
    campaignId: first(state.campaigns).campaign_id,
    claimId: first(state.claims, ({ customer_id }) => customer_id === owner).id,
    automationId: first(state.automations).id,
    'Query.searchDiscounts(input:)': { customerIds: [owner], items: [{ itemId: item?.id }] },
    'Query.cartDiscounts(cart:)': {
      cartId: 'cart-1',
      storeId: 'S01001',
      currency: 'NOK',
      purchasedAt: receipt.purchase_at,
      items: [{ lineId: 1, itemId: item?.id, grossAmount: 10_000 }],
    },
    ...order,
    paymentId: payment.id,
    'Query.paymentSession(sessionId:)': payment.session_id,
    draftId: first(state.drafts).id,
  };
}

/** Where the general values give a gate nothing to do. */
function specialValues(state: SandboxState): Readonly<Record<string, Special>> {
  const [item] =
    first(state.discounts, ({ requirement }) => requirement.item !== undefined).requirement.item?.items ?? [];
  const draft = first(state.drafts, ({ order }) => order?.customer?.id !== undefined);
  const contact = whose(state, ({ contact_for }) => contact_for !== undefined && contact_for !== null);
  const [business] = state.customers.get(contact.customerId)?.contact_for ?? [];
  const drafted = first(state.orders, ({ events }) => events.some(({ draft_id }) => draft_id !== undefined));
  return {
    'AcceptedTerm.term': whose(state, ({ term }) => term !== undefined),
    // What a contact leads to is the data of the business.
    'CustomerContact.customer': { ...contact, owner: found(business).customer_id },
    // Rows that a search by article has found lack what the customer's own list tells.
    CustomerDiscount: { 'Customer.discounts(items:)': [{ itemId: item?.id }] },
    'DraftOrder.customer': { owner: draft.order?.customer?.id ?? '', draftId: draft.id },
    'Order.draft': {
      owner: drafted.order.customer?.id ?? '',
      customerId: drafted.order.customer?.id,
      orderId: drafted.order.order_id,
    },
    ...customersInputs(state),
    ...discountsInputs(state),
    ...locationsInputs(state),
    ...paymentsInputs(state),
    ...receiptsInputs(state),
    ...shoppingInputs(state),
    ...walletsInputs(state),
    'Order.refund': orderOf(state, ({ refunds }) => refunds.length > 0),
    'Order.cancellation': orderOf(state, ({ cancellations }) => cancellations.length > 0),
  };
}

/** A customer with a token, so that it can be reached by either. */
function whose(state: SandboxState, wanted: (customer: Customer) => boolean) {
  const { customer_id } = first(
    state.customers,
    (customer) => wanted(customer) && (state.tokensOf.get(customer.customer_id) ?? []).length > 0,
  );
  const token = found(state.tokensOf.get(customer_id)?.[0]);
  return { owner: customer_id, customerId: customer_id, type: token.type, value: token.value };
}

/** An order of the owner, with the ids of what hangs on it. */
function orderOf(state: SandboxState, wanted: (record: OrderRecord) => boolean) {
  const record = first(state.orders, (each) => each.order.customer?.id === owner && wanted(each));
  return {
    orderId: record.order.order_id,
    storeId: record.order.store?.id,
    authorizationId: record.authorizations[0]?.id,
    captureId: record.captures[0]?.id,
    refundId: record.refunds[0]?.id,
    cancellationId: record.cancellations[0]?.id,
    sessionId: record.sessions[0]?.id,
  };
}

type Customer = SandboxState['customers'] extends Map<string, infer Each> ? Each : never;
type OrderRecord = SandboxState['orders'] extends Map<string, infer Each> ? Each : never;

function first<Value>(values: ReadonlyMap<string, Value>, wanted: (value: Value) => boolean = () => true): Value {
  return found([...values.values()].find(wanted));
}

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('The sandbox has no data of this kind any more.');
  return value;
}
