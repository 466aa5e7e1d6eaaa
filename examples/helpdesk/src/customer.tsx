import { useState } from 'react';
import { useQuery } from 'urql';
import { GiftCardForm } from './gift-card-form.tsx';
import {
  Customer360Document,
  type Customer360Query,
  CustomerGiftCardsDocument,
  CustomerReceiptsDocument,
} from './graphql/graphql.ts';
import { Panel } from './panel.tsx';
import { RefundForm } from './refund-form.tsx';

type Customer = NonNullable<Customer360Query['customer']>;

/** Everything about one customer: one request, and one more for each page of receipts that is asked for. */
export function CustomerPage({ customerId }: { readonly customerId: string }) {
  const [{ data, fetching, error }] = useQuery({
    query: Customer360Document,
    variables: { customerId, receipts: 5 },
  });
  if (data === undefined && fetching) return <p className="hint">Loading …</p>;
  const customer = data?.customer;
  if (!customer) return <p className="hint">{error?.message ?? 'There is no such customer.'}</p>;
  const panel = { errors: error?.graphQLErrors ?? [] };
  return (
    <main>
      <Person customer={customer} />
      <Panel {...panel} title="Receipts" field="receipts">
        <Receipts customer={customer} />
      </Panel>
      <Panel {...panel} title="Gift cards" field="walletCards">
        <GiftCards customer={customer} />
      </Panel>
      <Panel {...panel} title="Discounts" field="discounts">
        <ul>
          {customer.discounts?.nodes.map(
            (each) =>
              each && (
                <li key={each.refId ?? each.discount.id}>
                  <span>{each.discount.name}</span>
                  {each.statistics?.stampProgress && (
                    <small>
                      {each.statistics.stampProgress.collected} of {each.statistics.stampProgress.required} stamps
                    </small>
                  )}
                </li>
              ),
          )}
        </ul>
      </Panel>
      <Panel {...panel} title="Orders" field="orders">
        <Orders customer={customer} />
      </Panel>
    </main>
  );
}

function Person({ customer }: { readonly customer: Customer }) {
  const { firstName, lastName, email, phoneNumber, customerId, tags } = customer;
  return (
    <section className="person">
      <h2>
        {firstName} {lastName}
      </h2>
      <p>{[email, phoneNumber, customerId].filter(Boolean).join(' · ')}</p>
      <p>
        {tags?.map(({ tag }) => (
          <span key={tag} className="tag">
            {tag}
          </span>
        ))}
      </p>
    </section>
  );
}

/** The first page came with the customer; the cache puts the next ones to it. */
function Receipts({ customer: { customerId, receipts } }: { readonly customer: Customer }) {
  const [after, more] = useState<string | null>(null);
  const [{ data, fetching }] = useQuery({
    query: CustomerReceiptsDocument,
    variables: { customerId, first: 5, after },
    pause: after === null,
  });
  const { nodes, pageInfo } = data?.customer?.receipts ?? receipts ?? { nodes: [], pageInfo: null };
  return (
    <>
      <ul>
        {nodes.map(
          (receipt) =>
            receipt && (
              <li key={receipt.id}>
                <span>{receipt.store?.name}</span>
                <small>{day(receipt.purchasedAt)}</small>
                <Amount {...receipt.grossAmount} />
              </li>
            ),
        )}
      </ul>
      {pageInfo?.hasNextPage && (
        <button type="button" disabled={fetching} onClick={() => more(pageInfo.endCursor)}>
          More receipts
        </button>
      )}
    </>
  );
}

/** The first page came with the customer; after a card was issued, the list alone is asked for again. */
function GiftCards({ customer: { customerId, walletCards } }: { readonly customer: Customer }) {
  const [isChanged, setChanged] = useState(false);
  const [{ data }, askAgain] = useQuery({
    query: CustomerGiftCardsDocument,
    variables: { customerId },
    pause: !isChanged,
    requestPolicy: 'network-only',
  });
  const { nodes } = data?.customer?.walletCards ?? walletCards ?? { nodes: [] };
  return (
    <>
      <ul>
        {nodes.map(
          (card) =>
            card && (
              <li key={card.id}>
                <span>{card.name ?? card.cardId}</span>
                <small>{card.cardId}</small>
                <Amount {...card.balance} />
              </li>
            ),
        )}
      </ul>
      <GiftCardForm
        customerId={customerId}
        issued={() => {
          if (isChanged) askAgain({ requestPolicy: 'network-only' });
          else setChanged(true);
        }}
      />
    </>
  );
}

function Orders({ customer: { orders } }: { readonly customer: Customer }) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <ul>
      {orders?.nodes.map(
        (order) =>
          order && (
            <li key={order.id}>
              <span>{order.orderId}</span>
              <small>{order.paymentStatus?.replaceAll('_', ' ')}</small>
              <Amount {...order.grossAmount} />
              <button type="button" onClick={() => setOpen(open === order.orderId ? null : order.orderId)}>
                Refund
              </button>
              {open === order.orderId && <RefundForm orderId={order.orderId} />}
            </li>
          ),
      )}
    </ul>
  );
}

function Amount({ decimal, currency }: { readonly decimal?: string; readonly currency?: string }) {
  if (decimal === undefined || currency === undefined) return null;
  const format = new Intl.NumberFormat('nb-NO', { style: 'currency', currency });
  return <b className="amount">{format.format(Number(decimal))}</b>;
}

function day(time: string | null): string {
  return time === null ? '' : new Date(time).toLocaleDateString('nb-NO');
}
