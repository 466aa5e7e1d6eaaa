import type { Client } from 'dintero-graphql/client';
import { ClaimReceiptDocument, MeDocument, MyGiftCardsDocument, MyOffersDocument } from './graphql/graphql.js';

/** Writes a line to the screen. */
export type Show = (line: string) => void;

/** A customer opens the app: who they are, their gift cards and offers; then they scan the code of a receipt. */
export async function visit(client: Client, receiptToken: string, show: Show): Promise<void> {
  const { data, errors } = await client.run(MeDocument);
  const me = data?.me;
  if (!me) throw new Error(`Nobody is logged in: ${errors[0]?.extensions.code}`);
  show(`${me.firstName} ${me.lastName}, ${me.email}`);
  show('Gift cards');
  await giftCards(client, show);
  show('Offers');
  await offers(client, show);
  await claim(client, receiptToken, show);
}

/** A page of gift cards, and those that follow it. */
async function giftCards(client: Client, show: Show, after: string | null = null): Promise<void> {
  const { data, errors } = await client.run(MyGiftCardsDocument, { first: 3, after });
  if (errors[0] !== undefined) return show(`  cannot be shown now (${errors[0].extensions.code})`);
  const { nodes, pageInfo } = data?.me?.walletCards ?? { nodes: [], pageInfo: null };
  for (const card of nodes) show(`  ${card.cardId}  ${card.available?.decimal} ${card.available?.currency}`);
  if (pageInfo?.hasNextPage) await giftCards(client, show, pageInfo.endCursor);
}

async function offers(client: Client, show: Show): Promise<void> {
  const { data, errors } = await client.run(MyOffersDocument, { first: 3 });
  if (errors[0] !== undefined) return show(`  cannot be shown now (${errors[0].extensions.code})`);
  for (const offer of data?.me?.discounts?.nodes ?? []) show(`  ${offer.discount.name}`);
}

/** The claim answers what it changed: the receipt, and the offers with the stamps that it gave. */
async function claim(client: Client, token: string, show: Show): Promise<void> {
  const { data, errors } = await client.run(ClaimReceiptDocument, { token });
  const { receipt, userErrors } = data?.receiptClaim ?? { receipt: null, userErrors: [] };
  for (const { message } of [...errors, ...userErrors]) show(`The receipt cannot be claimed: ${message}`);
  if (receipt)
    show(`Claimed: ${receipt.store?.name}, ${receipt.grossAmount?.decimal} ${receipt.grossAmount?.currency}`);
}
