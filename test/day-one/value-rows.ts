import { expect } from 'vitest';
import { type Row, unread } from './row.ts';

const card = '{ walletCard(cardId: "GK100001") { cardId balance { amount } } }';
const cardWithout = { walletCard: { cardId: 'GK100001', balance: null } };

/** Money that cannot be read: all else of the card is there. */
function lostMoney(expected: string, deviation: string): Row {
  return {
    query: card,
    data: cardWithout,
    errors: ['UPSTREAM_MALFORMED walletCard.balance'],
    log: [unread('WalletCard.balance', expected)],
    check: [deviation],
  };
}

/** Money in a currency that the contract does not name. */
function otherCurrency(currency: string): Row {
  return {
    query: '{ walletCard(cardId: "GK100001") { cardId balance { amount currency } } }',
    data: { walletCard: { cardId: 'GK100001', balance: { amount: 87185, currency } } },
    check: ['    /cards/[]/currency must be one of NOK, SEK, DKK, EUR, USD'],
  };
}

const offer = (selection: string) =>
  `{ customer(customerId: "C1001") { discounts(first: 1) { nodes { discount { ${selection} } } } } }`;
const offerWith = (discount: object) => ({ customer: { discounts: { nodes: [{ discount }] } } });

/** What stands in answers. */
export const valueRows = {
  'amounts-as-strings': lostMoney(
    'money: its amount is not a whole number',
    '    /cards/[]/amount_balance must be integer',
  ),
  'amounts-as-decimals': lostMoney(
    'money: its amount is not a whole number',
    '    /cards/[]/amount_balance must be integer',
  ),
  'currency-missing': lostMoney('money: its currency is missing or not known', '    /cards/[]/currency must be there'),
  'currency-new': otherCurrency('XCG'),
  'currency-unknown': otherCurrency('VED'),
  'enum-new-value': {
    query: '{ customer(customerId: "C1001") { customerId type } }',
    data: { customer: { customerId: 'C1001', type: null } },
    check: [expect.stringMatching(/^ {4}\/\[\]\/type must be one of /)],
  },
  'dates-without-zone': {
    query: '{ customer(customerId: "C1001") { createdAt } }',
    data: { customer: { createdAt: '2024-09-21T20:51:29.000Z' } },
    check: ['    /[]/created_at must match format "date-time"'],
  },
  'dates-impossible': {
    query: '{ customer(customerId: "C1001") { customerId dateOfBirth createdAt } }',
    data: { customer: { customerId: 'C1001', dateOfBirth: null, createdAt: null } },
    errors: ['UPSTREAM_MALFORMED customer.dateOfBirth', 'UPSTREAM_MALFORMED customer.createdAt'],
    log: [unread('Customer.dateOfBirth', 'a date'), unread('Customer.createdAt', 'a date and time')],
    check: ['    /[]/date_of_birth must match format "date"'],
  },
  'references-null': {
    query: `{
      orders(first: 1) { nodes { orderId customer { customerId } store { storeId name } } }
      customer(customerId: "C1001") { discounts(first: 1) { nodes { discount { name campaign { name } } } } }
    }`,
    data: {
      orders: { nodes: [{ orderId: 'FJ100191', customer: null, store: { storeId: '', name: 'Fjellheim Tromsø' } }] },
      ...offerWith({ name: 'Stempelkort: Ullgenser', campaign: null }),
    },
    check: ['    /[]/campaign_id must be string', '    /orders/[]/customer/id must be string'],
  },
  'link-without-href': {
    query: offer('name links { rel href }'),
    data: offerWith({
      name: 'Stempelkort: Ullgenser',
      links: [
        { rel: 'thumbnail_discount_image', href: null },
        { rel: 'webshop', href: 'https://fjellheim.example.com/tilbud/0' },
      ],
    }),
    check: ['    /[]/links/[]/href must be there'],
  },
  'currencies-anything-but': {
    query: offer('name requirement { currencies purchaseTo }'),
    data: offerWith({
      name: 'Stempelkort: Ullgenser',
      requirement: { currencies: null, purchaseTo: expect.any(String) },
    }),
    errors: ['UPSTREAM_MALFORMED customer.discounts.nodes.0.discount.requirement.currencies'],
    log: [unread('DiscountRequirement.currencies', 'a currency')],
  },
  'rows-without-ids': {
    query: '{ discounts(first: 2) { nodes { id name } } walletCard(cardId: "GK100001") { cardId } }',
    data: { discounts: { nodes: [] }, walletCard: { cardId: 'GK100001' } },
    errors: ['UPSTREAM_MALFORMED discounts.nodes'],
    log: [unread('DiscountConnection.nodes', 'an entry of this list')],
    check: [expect.stringMatching(/^ {4}\d rows that cannot be read or have no id$/)],
  },
} satisfies Record<string, Row>;
