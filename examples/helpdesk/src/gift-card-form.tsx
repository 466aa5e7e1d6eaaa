import { useState } from 'react';
import { useMutation } from 'urql';
import { GiftCardIssueDocument } from './graphql/graphql.ts';

/** Issues a gift card to a customer. */
export function GiftCardForm({ customerId, issued }: { readonly customerId: string; readonly issued: () => void }) {
  const [amount, setAmount] = useState('500');
  // The card's id is ours, and stays the same until an answer has come: sent again, the card is not issued twice.
  const [cardId, setCardId] = useState(newCardId);
  const [{ data, error, fetching }, issue] = useMutation(GiftCardIssueDocument);
  const problems = data?.walletCardCreate?.userErrors ?? [];
  return (
    <form
      className="write"
      onSubmit={async (event) => {
        event.preventDefault();
        const input = {
          cardId,
          customerId,
          name: 'Gift card',
          amount: Math.round(Number(amount) * 100),
          currency: 'NOK',
        };
        const answer = await issue({ input });
        if (!answer.data?.walletCardCreate?.walletCard) return;
        setCardId(newCardId);
        issued();
      }}
    >
      <label>
        Kroner
        <input
          type="number"
          min="0.01"
          step="0.01"
          value={amount}
          onChange={(event) => setAmount(event.target.value)}
        />
      </label>
      <button type="submit" disabled={fetching}>
        Issue a gift card
      </button>
      {error && <p className="denied">{error.graphQLErrors[0]?.message ?? error.message}</p>}
      {problems.map(({ message }) => (
        <p key={message} className="denied">
          {message}
        </p>
      ))}
    </form>
  );
}

function newCardId(): string {
  return `HD-${crypto.randomUUID().slice(0, 8).toUpperCase()}`;
}
