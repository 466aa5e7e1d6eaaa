import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { amountText, oreText } from './amount.tsx';
import { AskBack } from './ask-back.tsx';
import { OrderDetailDocument, RefundRecordDocument } from './graphql/graphql.ts';
import { MoneyField } from './money-field.tsx';
import { Problem } from './problem.tsx';
import { Refused } from './refused.tsx';

/** Records that a line of an order was refunded; it moves no money. What is recorded shows in the order by itself. */
export function RefundForm({ orderId }: { readonly orderId: string }) {
  const [{ data, error: unread }, ask] = useQuery({ query: OrderDetailDocument, variables: { orderId } });
  const [{ data: recorded, error, fetching }, record] = useMutation(RefundRecordDocument);
  const [line, setLine] = useState(0);
  const [amount, setAmount] = useState<number | null>(100);
  const [isAsking, setAsking] = useState(false);
  const order = data?.order;
  if (!order && unread) return <Problem error={unread} again={() => ask({ requestPolicy: 'network-only' })} />;
  if (!order) return <p className="hint">Loading …</p>;
  const { items, refunds } = order;
  const { lineId, description } = items?.[line] ?? {};
  const problems = recorded?.orderRefundRecord?.userErrors ?? [];
  const isWhole = amount !== null && amount > 0 && lineId !== undefined && lineId !== null;
  return (
    <form
      className="write"
      onSubmit={(event) => {
        event.preventDefault();
        setAsking(isWhole);
      }}
    >
      <label>
        Line
        <select value={line} onChange={(event) => setLine(Number(event.target.value))}>
          {items?.map((each, index) => (
            <option key={each.lineId} value={index}>
              {each.description}
            </option>
          ))}
        </select>
      </label>
      <MoneyField value={amount} changed={setAmount} />
      <button type="submit" disabled={fetching || !isWhole}>
        Record the refund
      </button>
      {isAsking && isWhole && (
        <AskBack
          question={`Record that ${oreText(amount)} were refunded for ${description ?? 'this line'} of order ${orderId}?`}
          verb="Record it"
          answered={(yes) => {
            setAsking(false);
            if (yes) record({ input: { orderId, items: [{ lineId, amount }] } });
          }}
        />
      )}
      {refunds?.map(({ operationId, amount: refunded }) => (
        <p key={operationId} className="done">
          Refunded {refunded ? amountText(refunded) : 'an amount that is not available'}
        </p>
      ))}
      <Refused error={error} problems={problems} />
    </form>
  );
}
