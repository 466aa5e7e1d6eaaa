import { useCallback, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { newClient } from './ask.ts';
import { Home } from './home.tsx';
import { LogIn } from './log-in.tsx';
import './style.css';

/** How a log-in by the provider ended, from the address that it came back to; the address then forgets it. */
const outcome = new URLSearchParams(location.search).get('login');
if (outcome !== null) history.replaceState(null, '', '/');

function App() {
  // Each session has a client of its own: what one customer has read is not shown to the next.
  const [client, setClient] = useState<ReturnType<typeof newClient> | null>(null);
  const [isKnown, setKnown] = useState(false);
  useEffect(() => {
    const headers = { 'content-type': 'application/json' };
    fetch('/login/renew', { method: 'POST', headers, body: '{}' }).then(({ ok }) => {
      if (ok) setClient(newClient());
      setKnown(true);
    });
  }, []);
  const loggedOut = useCallback(() => setClient(null), []);
  if (client !== null) return <Home client={client} mayConnect={outcome === 'CONNECT_FIRST'} loggedOut={loggedOut} />;
  return isKnown ? <LogIn outcome={outcome} done={() => setClient(newClient())} /> : null;
}

const place = document.getElementById('app');
if (place !== null) createRoot(place).render(<App />);
