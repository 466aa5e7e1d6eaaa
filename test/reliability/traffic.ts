import type { PersonaName } from '../../src/sandbox/personas.ts';
import { shipped } from '../graphql/harness.ts';

/** A question of the soak: who asks what. */
export interface Question {
  readonly as: PersonaName;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** A write of money that the caller can tell again by its key. */
export const drawing = (refId: string): Question => ({
  as: 'admin',
  query: `mutation Draw($input: WalletTransactionCreateInput!) {
    walletTransactionCreate(input: $input) { transaction { transactionId } userErrors { code } }
  }`,
  variables: { input: { card: { cardId: 'GK100001' }, amount: 1, currency: 'NOK', refId } },
});

const customers = ['C1001', 'C1002', 'C1003', 'C1004'];
const ofCustomer = ['Customer360', 'CustomerReceipts', 'CustomerGiftCards', 'CustomerDiscounts', 'CustomerOrders'];

/** What helpdesks and apps ask all day. */
export const reading: readonly Question[] = [
  ...ofCustomer.flatMap((name) =>
    customers.map(
      (customerId): Question => ({
        as: 'helpdesk',
        query: shipped(`helpdesk/${name}`),
        variables: { customerId },
      }),
    ),
  ),
  { as: 'helpdesk', query: shipped('helpdesk/CustomerSearch'), variables: { search: 'nordmann' } },
  { as: 'helpdesk', query: shipped('helpdesk/GiftCardLookup'), variables: { cardId: 'GK100002' } },
  // Half of it is denied.
  { as: 'helpdesk-basic', query: shipped('helpdesk/Customer360'), variables: { customerId: 'C1001' } },
  ...['Me', 'MyReceipts', 'MyGiftCards', 'MyOffers', 'MyOrders'].map(
    (name): Question => ({
      as: 'mobile',
      query: shipped(`mobile/${name}`),
    }),
  ),
  { as: 'public', query: shipped('mobile/PublicOffers') },
];
