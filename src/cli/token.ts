import { isPersonaName, personas, secret } from '../sandbox/personas.ts';
import { exitWith } from './process.ts';

const name = process.argv[2] ?? '';
const port = process.env['SANDBOX_PORT'] ?? '4010';
const account = `http://127.0.0.1:${port}/v1/accounts/T00000001`;

if (!isPersonaName(name)) exitWith(`Say whose token: ${Object.keys(personas).join(', ')}.`);
console.log(name === 'mobile' ? await customerToken() : await clientToken(name));

function clientToken(client: string): Promise<string> {
  const body = { grant_type: 'client_credentials', audience: account };
  return askForToken('/auth/token', `Basic ${btoa(`${client}:${secret}`)}`, body);
}

/** The mobile persona is a customer, who logs in with a password through an app's own client. */
async function customerToken(): Promise<string> {
  const body = { email: 'kari.nordmann.0@example.com', password: secret, audience: account, type: 'customer' };
  return askForToken('/customers/login', `Bearer ${await clientToken('app')}`, body);
}

async function askForToken(path: string, authorization: string, body: object): Promise<string> {
  const response = await fetch(account + path, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => exitWith(`No sandbox answers on port ${port}. Start it with npm start or npm run sandbox.`));
  const answer: unknown = await response.json();
  if (typeof answer === 'object' && answer !== null && 'access_token' in answer) return String(answer.access_token);
  return exitWith('The sandbox gave no token.');
}
