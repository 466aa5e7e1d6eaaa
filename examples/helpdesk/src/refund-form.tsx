import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { amountText, oreText } from './amount.tsx';
import { AskBack } from './ask-back.tsx';
import {
  OrderDetailDocument,
  type OrderPaymentsQuery,
  OrderRefundDocument,
  type OrderRefundMutationVariables,
} from './graphql/graphql.ts';
import { MoneyField } from './money-field.tsx';
import { Refused } from './refused.tsx';

type Refundable = NonNullable<NonNullable<OrderPaymentsQuery['order']>['refundable']>;
type Input = OrderRefundMutationVariables['input'];

interface RefundFormProps {
  readonly orderId: string;
  readonly refundable: Refundable;
  /** Reads the payments anew. */
  readonly changed: () => void;
}

/** What each outcome means for whoever pressed the button. */
const told: Readonly<Record<string, string>> = {
  DONE: 'Done: the customer has the money within 1 to 3 working days.',
  PENDING: 'Dintero is at work on it.',
  PARTLY: 'Some of it is done.',
  REFUSED: 'Dintero refused it.',
  UNKNOWN: 'The answer was lost: nobody knows yet whether money was moved.',
  MONEY_BACK_NOT_RECORDED: 'The money is back, but the order does not say so yet.',
};

const ways = {
  REFUND: 'It goes back to where it was paid from.',
  VOID: 'It was only set aside, and is let go whole.',
  MIXED: 'Some goes back, some is let go.',
};

/** Gives money of an order back: all, a line, or an amount. Whatever is sent again has the key of its own press. */
export function RefundForm({ orderId, refundable, changed }: RefundFormProps) {
  const [{ data: detail }] = useQuery({ query: OrderDetailDocument, variables: { orderId } });
  const [{ data, error, fetching }, refund] = useMutation(OrderRefundDocument);
  const [choice, setChoice] = useState('all');
  const [amount, setAmount] = useState<number | null>(100);
  const [asked, setAsked] = useState<Input | null>(null);
  const [sent, setSent] = useState<Input | null>(null);
  const send = (input: Input) => {
    setSent(input);
    refund({ input }).then(changed);
  };
  const lines = (refundable.lines ?? []).filter((line) => (line?.amount?.amount ?? 0) > 0);
  const line = lines.find((each) => String(each?.lineId) === choice);
  const isVoid = refundable.way === 'VOID';
  const worth =
    choice === 'amount' ? oreText(amount ?? 0) : oreText(line?.amount?.amount ?? refundable.amount?.amount ?? 0);
  const { outcome, refusal, userErrors = [] } = data?.orderRefund ?? {};
  const mayEnd =
    outcome === 'PENDING' || outcome === 'UNKNOWN' || outcome === 'PARTLY' || outcome === 'MONEY_BACK_NOT_RECORDED';
  return (
    <form
      className="write"
      onSubmit={(event) => {
        event.preventDefault();
        const part =
          choice === 'all' ? { all: true } : choice === 'amount' ? { amount } : { lines: [{ lineId: Number(choice) }] };
        setAsked({ orderId, refId: crypto.randomUUID(), ...part });
      }}
    >
      {refundable.way !== 'NONE' && (
        <>
          <label>
            What
            <select value={choice} onChange={(event) => setChoice(event.target.value)}>
              <option value="all">All that can be given back</option>
              {!isVoid &&
                lines.map((each) => (
                  <option key={each?.lineId} value={String(each?.lineId)}>
                    {detail?.order?.items?.find(({ lineId }) => lineId === each?.lineId)?.description ??
                      `Line ${each?.lineId}`}
                  </option>
                ))}
              {!isVoid && <option value="amount">An amount</option>}
            </select>
          </label>
          {choice === 'amount' && <MoneyField value={amount} changed={setAmount} />}
          <button type="submit" disabled={fetching || (choice === 'amount' && !amount)}>
            Give back
          </button>
        </>
      )}
      {asked !== null && (
        <AskBack
          question={`Give ${worth} back for order ${orderId}? ${ways[refundable.way as keyof typeof ways] ?? ''} Is the payment disputed? Disputes are settled with Klarna or the bank, not here.`}
          verb="Give it back"
          answered={(yes) => {
            setAsked(null);
            if (yes) send(asked);
          }}
        />
      )}
      {outcome && (
        <p className={outcome === 'DONE' ? 'done' : 'hint'} role="status">
          {told[outcome]} {refusal?.words ?? refusal?.message}
        </p>
      )}
      {mayEnd && sent !== null && (
        <button type="button" disabled={fetching} onClick={() => send(sent)}>
          Look again
        </button>
      )}
      <Refused error={error} problems={userErrors} />
    </form>
  );
}

/** What can be given back, in words. */
export function left({ way, amount, reason }: Refundable): string {
  return way === 'NONE' || !amount
    ? `Nothing can be given back. ${reason ?? ''}`
    : `${amountText(amount)} can be given back.`;
}
