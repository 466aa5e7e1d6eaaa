import { type Client, LoggedOutError } from 'dintero-graphql/client';
import { useEffect, useState } from 'react';
import { MeDocument } from '../graphql/graphql.ts';
import { askLogin } from './ask.ts';
import { GiftCards, Offers, Receipts } from './lists.tsx';
import { texts } from './texts.ts';

const tabs = { giftCards: GiftCards, receipts: Receipts, offers: Offers } as const;
type Tab = keyof typeof tabs;

interface HomeProps {
  readonly client: Client;
  /** Whether somebody came from the provider who is to be connected. */
  readonly mayConnect: boolean;
  readonly loggedOut: () => void;
}

/** What a customer sees: who they are, and their own things. */
export function Home({ client, mayConnect, loggedOut }: HomeProps) {
  const [name, setName] = useState('');
  const [tab, setTab] = useState<Tab>('giftCards');
  const [note, setNote] = useState<string | null>(null);
  const [asksToConnect, setAsksToConnect] = useState(mayConnect);
  useEffect(() => {
    client.run(MeDocument).then(
      ({ data }) => setName(data?.me?.firstName ?? ''),
      (error) => (error instanceof LoggedOutError ? loggedOut() : setNote(texts.unreadable)),
    );
  }, [client, loggedOut]);

  async function connect() {
    setNote((await askLogin('/connect')) ?? texts.connected);
    setAsksToConnect(false);
  }
  async function logOut() {
    const failed = await askLogin('/logout');
    if (failed === null) loggedOut();
    else setNote(failed);
  }

  const List = tabs[tab];
  return (
    <>
      <header>
        <h1>
          {texts.hello} {name}
        </h1>
        <button type="button" className="quiet" onClick={logOut}>
          {texts.logOut}
        </button>
      </header>
      <main>
        {note !== null && <p role="status">{note}</p>}
        {asksToConnect && (
          <button type="button" onClick={connect}>
            {texts.connect}
          </button>
        )}
        <h2>{texts[tab]}</h2>
        <List client={client} loggedOut={loggedOut} />
      </main>
      <nav>
        {(Object.keys(tabs) as Tab[]).map((each) => (
          <button type="button" key={each} aria-pressed={each === tab} onClick={() => setTab(each)}>
            {texts[each]}
          </button>
        ))}
      </nav>
    </>
  );
}
