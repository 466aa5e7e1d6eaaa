import { type Client, LoggedOutError, type TypedDocument } from 'dintero-graphql/client';
import { type FormEvent, type ReactNode, useCallback, useEffect, useState } from 'react';
import { ClaimReceiptDocument, MyGiftCardsDocument, MyOffersDocument, MyReceiptsDocument } from '../graphql/graphql.ts';
import { day, money, texts } from './texts.ts';

/** What each list needs. */
export interface ListProps {
  readonly client: Client;
  /** Told that the session has ended. */
  readonly loggedOut: () => void;
}

interface Page<Row> {
  readonly nodes: readonly Row[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null | undefined };
}

interface Place {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** The rows of a list so far, `more` where there are further ones, and a way to begin anew. */
function useRows<Data, Row>(
  { client, loggedOut }: ListProps,
  document: TypedDocument<Data, Place>,
  pageOf: (data: Data | null) => Page<Row> | null | undefined,
) {
  const [rows, setRows] = useState<readonly Row[] | null>(null);
  const [after, setAfter] = useState<string | null>(null);
  const [isUnreadable, setUnreadable] = useState(false);
  const load = useCallback(
    async (from: string | null) => {
      try {
        const { data, errors } = await client.run(document, { first: 10, after: from });
        const page = pageOf(data);
        setUnreadable(errors.length > 0);
        setRows((before) => [...(from === null ? [] : (before ?? [])), ...(page?.nodes ?? [])]);
        setAfter(page?.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null);
      } catch (error) {
        if (error instanceof LoggedOutError) loggedOut();
        else setUnreadable(true);
      }
    },
    [client, document, pageOf, loggedOut],
  );
  useEffect(() => {
    void load(null);
  }, [load]);
  return { rows, isUnreadable, more: after === null ? null : () => load(after), again: () => load(null) };
}

function Rows<Row>({
  list,
  row,
}: {
  readonly list: ReturnType<typeof useRows<unknown, Row>>;
  readonly row: (each: Row) => ReactNode;
}) {
  const { rows, isUnreadable, more } = list;
  return (
    <>
      {isUnreadable && <p role="alert">{texts.unreadable}</p>}
      {rows?.length === 0 && !isUnreadable && <p>{texts.nothing}</p>}
      <ul>{rows?.map(row)}</ul>
      {more !== null && (
        <button type="button" className="quiet" onClick={more}>
          {texts.more}
        </button>
      )}
    </>
  );
}

const giftCards = (data: { me?: { walletCards?: Page<GiftCard> | null } | null } | null) => data?.me?.walletCards;
interface GiftCard {
  readonly id: string;
  readonly cardId: string;
  readonly name?: string | null;
  readonly available?: { readonly decimal: string; readonly currency: string } | null;
}

export function GiftCards(props: ListProps) {
  const list = useRows(props, MyGiftCardsDocument, giftCards);
  return (
    <Rows
      list={list}
      row={({ id, cardId, name, available }) => (
        <li key={id} className="card">
          <span>{name ?? cardId}</span>
          <strong>{money(available)}</strong>
        </li>
      )}
    />
  );
}

const receipts = (data: { me?: { receipts?: Page<Receipt> | null } | null } | null) => data?.me?.receipts;
interface Receipt {
  readonly id: string;
  readonly purchasedAt?: unknown;
  readonly grossAmount?: { readonly decimal: string; readonly currency: string } | null;
  readonly store?: { readonly name?: string | null } | null;
}

export function Receipts(props: ListProps) {
  const list = useRows(props, MyReceiptsDocument, receipts);
  const [problem, setProblem] = useState<string | null>(null);
  async function claim(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const token = String(new FormData(event.currentTarget).get('token'));
    const { data, errors } = await props.client.run(ClaimReceiptDocument, { token });
    const [first] = [...errors, ...(data?.receiptClaim?.userErrors ?? [])];
    setProblem(first?.message ?? null);
    if (first === undefined) void list.again();
  }
  return (
    <>
      <form onSubmit={claim} className="claim">
        <label>
          {texts.claimCode}
          <input name="token" required />
        </label>
        <button type="submit">{texts.claim}</button>
      </form>
      {problem !== null && <p role="alert">{problem}</p>}
      <Rows
        list={list}
        row={({ id, store, purchasedAt, grossAmount }) => (
          <li key={id}>
            <span>
              {store?.name} <small>{day(purchasedAt)}</small>
            </span>
            <strong>{money(grossAmount)}</strong>
          </li>
        )}
      />
    </>
  );
}

const offers = (data: { me?: { discounts?: Page<Offer> | null } | null } | null) => data?.me?.discounts;
interface Offer {
  readonly refId?: string | null;
  readonly discount: { readonly id: string; readonly name?: string | null; readonly description?: string | null };
}

export function Offers(props: ListProps) {
  const list = useRows(props, MyOffersDocument, offers);
  return (
    <Rows
      list={list}
      row={({ refId, discount }) => (
        <li key={refId ?? discount.id}>
          <span>
            {discount.name} <small>{discount.description}</small>
          </span>
        </li>
      )}
    />
  );
}
