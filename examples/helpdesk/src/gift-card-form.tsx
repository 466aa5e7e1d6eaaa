import { useState } from 'react';
import { useMutation } from 'urql';
import { GiftCardIssueDocument } from './graphql/graphql.ts';
import { inOre, Kroner } from './kroner.tsx';
import { Refused } from './refused.tsx';

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
          amount: inOre(amount),
          currency: 'NOK',
        };
        const answer = await issue({ input });
        if (!answer.data?.walletCardCreate?.walletCard) return;
        setCardId(newCardId);
        issued();
      }}
    >
      <Kroner value={amount} typed={setAmount} />
      <button type="submit" disabled={fetching}>
        Issue a gift card
      </button>
      <Refused error={error} problems={problems} />
    </form>
  );
}

function newCardId(): string {
  return `HD-${crypto.randomUUID().slice(0, 8).toUpperCase()}`;
}
