import { useQuery } from 'urql';
import { Discounts } from './discounts.tsx';
import { wholeFailure } from './failure.ts';
import { GiftCards } from './gift-cards.tsx';
import { Customer360Document, type Customer360Query } from './graphql/graphql.ts';
import { Orders } from './orders.tsx';
import { Panel } from './panel.tsx';
import { Person } from './person.tsx';
import { Problem } from './problem.tsx';
import { Receipts } from './receipts.tsx';

/** A customer, as the page reads one. */
export type Customer = NonNullable<Customer360Query['customer']>;

/** Everything about one customer: one request, and one more for each page of receipts that is asked for. */
export function CustomerPage({ customerId }: { readonly customerId: string }) {
  const [{ data, fetching, error }, ask] = useQuery({
    query: Customer360Document,
    variables: { customerId, receipts: 5 },
  });
  if (data === undefined && fetching) return <p className="hint">Loading …</p>;
  const customer = data?.customer;
  const failure = wholeFailure(error, 'customer');
  if (failure && !customer) return <Problem error={failure} again={() => ask({ requestPolicy: 'network-only' })} />;
  if (!customer) return <p className="hint">There is no customer {customerId}.</p>;
  return (
    <div className="panels">
      <Person customer={customer} />
      <Panel error={error} title="Receipts" field="receipts">
        <Receipts customer={customer} />
      </Panel>
      <Panel error={error} title="Gift cards" field="walletCards">
        <GiftCards customer={customer} />
      </Panel>
      <Panel error={error} title="Discounts" field="discounts">
        <Discounts customer={customer} />
      </Panel>
      <Panel error={error} title="Orders" field="orders">
        <Orders customer={customer} />
      </Panel>
    </div>
  );
}
