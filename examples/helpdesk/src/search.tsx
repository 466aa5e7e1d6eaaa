import { useState } from 'react';
import { useQuery } from 'urql';
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
  const found = data === undefined ? [] : customersIn(data);
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
            <li className="nobody">{data === undefined && error ? error.message : 'Nobody was found.'}</li>
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
