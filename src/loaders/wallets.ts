import type { CardDetails, CustomerCardState } from '../upstream/contract/wallets.ts';
import { getCard, getCustomerCard, listCards } from '../upstream/endpoints/wallets.ts';
import { prime } from './service.ts';
import { type Bound, view, way } from './view.ts';

/** Which look-ups the rows of lists answer. */
export const primes = [prime(listCards, getCard, ({ card_id }) => ({ path: { card_id } }))];

/** A card by its id, and the customer whose it is where that is known. */
export interface CardKey {
  /** Null: it has none, or it is not known. */
  readonly customerId: string | null;
  readonly cardId: string;
}

/** One card: by its customer's path where the customer is known, so that a customer's own token is admitted. */
export const cardOf = view<CardKey, CardDetails | CustomerCardState | null>(
  'cardOf',
  way({
    when: "the card is a customer's",
    applies: ({ customerId }: CardKey) => customerId !== null,
    uses: { card: getCustomerCard },
    owner: ({ customerId }) => customerId,
    read: ({ customerId, cardId }, { card }) => ownCard(card, customerId ?? '', cardId),
  }),
  way({
    when: "the card is nobody's",
    uses: { card: getCard },
    read: ({ cardId }: CardKey, { card }) => card({ path: { card_id: cardId } }),
  }),
);

/** A card by its id alone, and who asks for it. */
export interface CardIdKey {
  readonly cardId: string;
  /** The customer who calls, among whose cards it may be; null: staff calls. */
  readonly ownerId: string | null;
}

/** One card: by the path of staff, and of whoever may not take it, among the caller's own cards. */
export const cardById = view<CardIdKey, CardDetails | CustomerCardState | null>(
  'cardById',
  way({
    when: 'the card is asked for by its id alone',
    preferred: true,
    uses: { card: getCard },
    read: ({ cardId }: CardIdKey, { card }) => card({ path: { card_id: cardId } }),
  }),
  way({
    when: 'the caller is a customer',
    applies: ({ ownerId }: CardIdKey) => ownerId !== null,
    uses: { card: getCustomerCard },
    owner: ({ ownerId }) => ownerId,
    read: ({ cardId, ownerId }, { card }) => ownCard(card, ownerId ?? '', cardId),
  }),
);

/** A customer's card, which says whose it is, whether or not upstream repeats it. */
async function ownCard(
  read: Bound<{ readonly card: typeof getCustomerCard }>['card'],
  customerId: string,
  cardId: string,
): Promise<CustomerCardState | null> {
  const found = await read({ path: { customer_id: customerId, card_id: cardId } });
  return found && { ...found, customer_id: customerId };
}
