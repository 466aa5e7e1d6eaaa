import { useState } from 'react';
import { useMutation } from 'urql';
import { oreText } from './amount.tsx';
import { AskBack } from './ask-back.tsx';
import { GiftCardIssueDocument } from './graphql/graphql.ts';
import { MoneyField } from './money-field.tsx';
import { Refused } from './refused.tsx';

interface GiftCardFormProps {
  readonly customerId: string;
  /** To whom, for people. */
  readonly name: string;
  readonly issued: () => void;
}

/** Issues a gift card to a customer, after it has asked back. */
export function GiftCardForm({ customerId, name, issued }: GiftCardFormProps) {
  const [amount, setAmount] = useState<number | null>(50_000);
  const [isAsking, setAsking] = useState(false);
  // The card's id is ours, and stays the same until an answer has come: sent again, the card is not issued twice.
  const [cardId, setCardId] = useState(newCardId);
  const [{ data, error, fetching }, issue] = useMutation(GiftCardIssueDocument);
  const problems = data?.walletCardCreate?.userErrors ?? [];
  const isAmount = amount !== null && amount > 0;
  const answered = async (yes: boolean) => {
    setAsking(false);
    if (!yes || !isAmount) return;
    const answer = await issue({ input: { cardId, customerId, name: 'Gift card', amount, currency: 'NOK' } });
    if (!answer.data?.walletCardCreate?.walletCard) return;
    setCardId(newCardId);
    issued();
  };
  return (
    <form
      className="write"
      onSubmit={(event) => {
        event.preventDefault();
        setAsking(isAmount);
      }}
    >
      <MoneyField value={amount} changed={setAmount} />
      <button type="submit" disabled={fetching || !isAmount}>
        Issue a gift card
      </button>
      {isAsking && isAmount && (
        <AskBack question={`Issue a gift card of ${oreText(amount)} to ${name}?`} verb="Issue it" answered={answered} />
      )}
      <Refused error={error} problems={problems} />
    </form>
  );
}

function newCardId(): string {
  return `HD-${crypto.randomUUID().slice(0, 8).toUpperCase()}`;
}
