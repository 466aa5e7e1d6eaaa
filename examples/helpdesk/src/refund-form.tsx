import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { OrderDetailDocument, RefundRecordDocument } from './graphql/graphql.ts';
import { inOre, Kroner } from './kroner.tsx';
import { Refused } from './refused.tsx';

/** Records that a line of an order was refunded; it moves no money. What is recorded shows in the order by itself. */
export function RefundForm({ orderId }: { readonly orderId: string }) {
  const [{ data }] = useQuery({ query: OrderDetailDocument, variables: { orderId } });
  const [{ data: recorded, error, fetching }, record] = useMutation(RefundRecordDocument);
  const [line, setLine] = useState(0);
  const [amount, setAmount] = useState('1');
  const order = data?.order;
  if (!order) return null;
  const { items = [], refunds } = order;
  const problems = recorded?.orderRefundRecord?.userErrors ?? [];
  return (
    <form
      className="write"
      onSubmit={(event) => {
        event.preventDefault();
        const lineId = items?.[line]?.lineId;
        if (lineId === undefined || lineId === null) return;
        record({ input: { orderId, items: [{ lineId, amount: inOre(amount) }] } });
      }}
    >
      <label>
        Line
        <select value={line} onChange={(event) => setLine(Number(event.target.value))}>
          {items?.map(({ lineId, description }, index) => (
            <option key={lineId} value={index}>
              {description}
            </option>
          ))}
        </select>
      </label>
      <Kroner value={amount} typed={setAmount} />
      <button type="submit" disabled={fetching}>
        Record the refund
      </button>
      {refunds?.map(({ operationId, amount: refunded }) => (
        <p key={operationId} className="done">
          Refunded {refunded?.decimal} {refunded?.currency}
        </p>
      ))}
      <Refused error={error} problems={problems} />
    </form>
  );
}
