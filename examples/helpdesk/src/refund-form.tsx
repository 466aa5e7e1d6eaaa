import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { OrderDetailDocument, RefundRecordDocument } from './graphql/graphql.ts';

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
        record({ input: { orderId, items: [{ lineId, amount: Math.round(Number(amount) * 100) }] } });
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
        Record the refund
      </button>
      {refunds?.map(({ operationId, amount: refunded }) => (
        <p key={operationId} className="done">
          Refunded {refunded?.decimal} {refunded?.currency}
        </p>
      ))}
      {error && <p className="denied">{error.graphQLErrors[0]?.message ?? error.message}</p>}
      {problems.map(({ message }) => (
        <p key={message} className="denied">
          {message}
        </p>
      ))}
    </form>
  );
}
