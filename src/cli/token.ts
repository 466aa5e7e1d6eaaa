import { isPersonaName, personas, secret } from '../sandbox/personas.ts';
import { commandText, exitWith } from './process.ts';

/** A token of somebody of the sandbox, from the one that runs on a port of this machine; ends the program where none does. */
export async function tokenOf(name: string, port: string): Promise<string> {
  if (!isPersonaName(name)) return exitWith(`Say whose token: ${Object.keys(personas).join(', ')}.`);
  const account = `http://127.0.0.1:${port}/v1/accounts/T00000001`;

  function clientToken(client: string): Promise<string> {
    const body = { grant_type: 'client_credentials', audience: account };
    return ask('/auth/token', `Basic ${btoa(`${client}:${secret}`)}`, body);
  }

  async function ask(path: string, authorization: string, body: object): Promise<string> {
    const response = await fetch(account + path, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).catch(() =>
      exitWith(
        `No sandbox answers on port ${port}. Start it with ${commandText('start')} or ${commandText('sandbox')}, on another port with SANDBOX_PORT.`,
      ),
    );
    const answer: unknown = await response.json();
    if (typeof answer === 'object' && answer !== null && 'access_token' in answer) return String(answer.access_token);
    return exitWith('The sandbox gave no token.');
  }

  if (name !== 'mobile') return clientToken(name);
  // The mobile persona is a customer, who logs in with a password through an app's own client.
  const body = { email: 'kari.nordmann.0@example.com', password: secret, audience: account, type: 'customer' };
  return ask('/customers/login', `Bearer ${await clientToken('app')}`, body);
}
