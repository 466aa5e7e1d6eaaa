import { useEffect, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { wholeFailure } from './failure.ts';
import { countIn, customersIn, searched } from './found.ts';
import { FindDocument } from './graphql/graphql.ts';
import { Problem } from './problem.tsx';

/**
 * One box for a name, an e-mail address, a phone number, or the number of an order, a receipt or a card: the server is asked
 * for all of them in one request. What the text cannot be, or may not be read, is null beside the rest.
 */
export function Search({ open }: { readonly open: (customerId: string) => void }) {
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const [{ data, fetching, error }, ask] = useQuery({
    query: FindDocument,
    variables: { text: asked },
    pause: asked === '',
  });
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const close = ({ target }: PointerEvent) => {
      if (target instanceof Node && !form.current?.contains(target)) setAsked('');
    };
    document.addEventListener('pointerdown', close);
    return () => document.removeEventListener('pointerdown', close);
  }, []);
  const failure = wholeFailure(error);
  const found = data ? customersIn(data) : [];
  return (
    <form
      ref={form}
      className="search"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(searched(text));
      }}
      onKeyDown={({ key }) => {
        if (key === 'Escape') setAsked('');
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
        <div className="found">
          {fetching && <p className="nobody">Looking …</p>}
          {!fetching && failure && <Problem error={failure} again={() => ask({ requestPolicy: 'network-only' })} />}
          {!fetching && !failure && (
            <p className="nobody" role="status">
              {countIn(error, found.length)}
            </p>
          )}
          {found.length > 0 && (
            <ul aria-label="Found">
              {found.map(({ customerId, displayName, email, phoneNumber }) => (
                <li key={customerId}>
                  <button
                    type="button"
                    onClick={() => {
                      setAsked('');
                      open(customerId);
                    }}
                  >
                    <strong>{displayName}</strong>
                    <span>{[email, phoneNumber, customerId].filter(Boolean).join(' · ')}</span>
                  </button>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </form>
  );
}
