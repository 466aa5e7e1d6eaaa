import { useState } from 'react';
import { type CombinedError, useQuery } from 'urql';
import { FindDocument, type FindQuery, type FoundFragment } from './graphql/graphql.ts';

/**
 * One box for a name, an e-mail address, a phone number, or the number of an order, a receipt or a card: the server is asked
 * for all of them in one request. What the text cannot be, or may not be read, is null beside the rest.
 */
export function Search({ open }: { readonly open: (customerId: string) => void }) {
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const [{ data, fetching, error }] = useQuery({
    query: FindDocument,
    variables: { text: asked },
    pause: asked === '',
  });
  const found = data ? customersIn(data) : [];
  return (
    <form
      className="search"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(text.trim());
      }}
    >
      <input
        type="search"
        aria-label="Find a customer"
        placeholder="Name, e-mail, phone, order, receipt or card"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit">Find</button>
      {asked !== '' && (
        <ul className="found" aria-label="Found">
          {found.map(({ customerId, firstName, lastName, email, phoneNumber }) => (
            <li key={customerId}>
              <button
                type="button"
                onClick={() => {
                  setAsked('');
                  open(customerId);
                }}
              >
                <strong>
                  {firstName} {lastName}
                </strong>
                <span>{[email, phoneNumber, customerId].filter(Boolean).join(' · ')}</span>
              </button>
            </li>
          ))}
          {!fetching && found.length === 0 && (
            <li className="nobody">{error?.networkError ? error.message : nobodyIn(error)}</li>
          )}
        </ul>
      )}
    </form>
  );
}

function customersIn({ customers, order, walletCard, receiptsByNumber }: FindQuery): FoundFragment[] {
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

/** That nobody was found, and where nobody has looked. */
function nobodyIn(error: CombinedError | undefined): string {
  const failed = (isMeant: (code: string) => boolean) =>
    Object.entries(places)
      .filter(([field]) =>
        error?.graphQLErrors.some(({ path, extensions }) => path?.[0] === field && isMeant(String(extensions['code']))),
      )
      .map(([, place]) => place);
  const closed = failed((code) => code === 'INSUFFICIENT_SCOPE');
  const down = failed((code) => code.startsWith('UPSTREAM_'));
  return [
    'Nobody was found.',
    ...(closed.length === 0 ? [] : [`Your sign-in does not look through ${list(closed)}.`]),
    ...(down.length === 0 ? [] : [`At the moment nobody can look through ${list(down)}.`]),
  ].join(' ');
}

function list(words: readonly string[]): string {
  return new Intl.ListFormat('en').format(words);
}
