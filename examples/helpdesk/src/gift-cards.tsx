import { useState } from 'react';
import { useQuery } from 'urql';
import { Amount } from './amount.tsx';
import type { Customer } from './customer.tsx';
import { GiftCardForm } from './gift-card-form.tsx';
import { CustomerGiftCardsDocument } from './graphql/graphql.ts';
import { useMay } from './may.ts';
import { Problem } from './problem.tsx';

/** The first page came with the customer; after a card was issued, the list alone is asked for again. */
export function GiftCards({ customer }: { readonly customer: Customer }) {
  const { customerId, displayName, walletCards } = customer;
  const mayIssue = useMay('Mutation.walletCardCreate');
  const [isChanged, setChanged] = useState(false);
  const [{ data, error }, askAgain] = useQuery({
    query: CustomerGiftCardsDocument,
    variables: { customerId },
    pause: !isChanged,
    requestPolicy: 'network-only',
  });
  const { nodes } = data?.customer?.walletCards ?? walletCards ?? { nodes: [] };
  return (
    <>
      {nodes.length === 0 && <p className="none">No gift cards.</p>}
      <ul>
        {nodes.map(
          (card) =>
            card && (
              <li key={card.id}>
                <span>{card.name ?? card.cardId}</span>
                <small>{card.cardId}</small>
                <Amount of={card.balance} />
              </li>
            ),
        )}
      </ul>
      {error && <Problem error={error} again={() => askAgain({ requestPolicy: 'network-only' })} />}
      {mayIssue && (
        <GiftCardForm
          customerId={customerId}
          name={displayName}
          issued={() => {
            if (isChanged) askAgain({ requestPolicy: 'network-only' });
            else setChanged(true);
          }}
        />
      )}
    </>
  );
}
