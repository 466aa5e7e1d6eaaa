import { useState } from 'react';
import { useQuery } from 'urql';
import { Amount } from './amount.tsx';
import type { Customer } from './customer.tsx';
import { CustomerReceiptsDocument } from './graphql/graphql.ts';
import { Problem } from './problem.tsx';

/** The first page came with the customer; the cache puts the next ones to it. */
export function Receipts({ customer: { customerId, receipts } }: { readonly customer: Customer }) {
  const [after, more] = useState<string | null>(null);
  const [{ data, fetching, error }, ask] = useQuery({
    query: CustomerReceiptsDocument,
    variables: { customerId, first: 5, after },
    pause: after === null,
  });
  const { nodes, pageInfo } = data?.customer?.receipts ?? receipts ?? { nodes: [], pageInfo: null };
  if (nodes.length === 0) return <p className="none">No receipts.</p>;
  return (
    <>
      <ul>
        {nodes.map(
          (receipt) =>
            receipt && (
              <li key={receipt.id}>
                <span>{receipt.store?.name}</span>
                <small>{day(receipt.purchasedAt)}</small>
                <Amount of={receipt.grossAmount} />
              </li>
            ),
        )}
      </ul>
      {error && <Problem error={error} again={() => ask({ requestPolicy: 'network-only' })} />}
      {pageInfo?.hasNextPage && (
        <button type="button" disabled={fetching} onClick={() => more(pageInfo.endCursor)}>
          More receipts
        </button>
      )}
    </>
  );
}

function day(time: string | null): string {
  return time === null ? '' : new Date(time).toLocaleDateString('nb-NO', { timeZone: 'Europe/Oslo' });
}
