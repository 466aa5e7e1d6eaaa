import { useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Provider } from 'urql';
import { clientFor, type Role, roles } from './client.ts';
import { CustomerPage } from './customer.tsx';
import { usePlace } from './place.ts';
import { Search } from './search.tsx';
import './style.css';

function Helpdesk() {
  const [role, setRole] = useState<Role>('helpdesk-lead');
  const { customerId, open } = usePlace();
  const client = useMemo(() => clientFor(role), [role]);
  return (
    <Provider value={client} key={role}>
      <header className="top">
        <h1>Helpdesk</h1>
        <Search open={open} />
        <label>
          Signed in as
          <select value={role} onChange={(event) => setRole(event.target.value as Role)}>
            {roles.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
      </header>
      <main>{customerId === null ? <Hint /> : <CustomerPage key={customerId} customerId={customerId} />}</main>
    </Provider>
  );
}

function Hint() {
  return (
    <p className="hint">
      Find a customer: <em>Nordmann</em>, <em>kari.nordmann.0@example.com</em>, <em>+47 000 20 000</em>, order{' '}
      <em>FJ100003</em>, receipt <em>700018</em>, card <em>GK100001</em>.
    </p>
  );
}

const place = document.getElementById('helpdesk');
if (place !== null) createRoot(place).render(<Helpdesk />);
