import type { CombinedError } from 'urql';
import type { FindQuery, FoundFragment } from './graphql/graphql.ts';

/** What is asked for: a phone number as the server keeps it, whatever white space and marks people put into it. */
export function searched(text: string): string {
  const trimmed = text.trim();
  const number = trimmed.replaceAll(/[\s().-]/g, '').replace(/^00/, '+');
  return /^\+\d{6,15}$/.test(number) ? number : trimmed;
}

/** Every customer in an answer, once. */
export function customersIn({ customers, order, walletCard, receiptsByNumber }: FindQuery): FoundFragment[] {
  const all = [
    ...(customers?.nodes ?? []),
    order?.customer,
    walletCard?.customer,
    ...(receiptsByNumber ?? []).map(({ customer }) => customer),
  ].filter((each) => each !== null && each !== undefined);
  return [...new Map(all.map((each) => [each.customerId, each])).values()];
}

/** What is looked through, by the field that is asked. */
const places = { customers: 'names', order: 'orders', walletCard: 'gift cards', receiptsByNumber: 'receipts' };

/** Where nobody has looked, and how many were found. */
export function countIn(error: CombinedError | undefined, found: number): string {
  const failed = (isMeant: (code: string) => boolean) =>
    Object.entries(places)
      .filter(([field]) =>
        error?.graphQLErrors.some(({ path, extensions }) => path?.[0] === field && isMeant(String(extensions['code']))),
      )
      .map(([, place]) => place);
  const closed = failed((code) => code === 'INSUFFICIENT_SCOPE');
  // What the text cannot be is no failure: a name is not the number of an order.
  const down = failed((code) => !['INSUFFICIENT_SCOPE', 'BAD_USER_INPUT', 'NOT_FOUND'].includes(code));
  const nobody = closed.length + down.length === 0 ? 'Nobody was found.' : 'Nobody was found in the rest.';
  return [
    ...(closed.length === 0 ? [] : [`Your sign-in does not look through ${list(closed)}.`]),
    ...(down.length === 0 ? [] : [`At the moment nobody can look through ${list(down)}: try again in a minute.`]),
    found === 0 ? nobody : `${found} found.`,
  ].join(' ');
}

function list(words: readonly string[]): string {
  return new Intl.ListFormat('en').format(words);
}
