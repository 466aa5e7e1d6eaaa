import { type FileHandle, open } from 'node:fs/promises';
import { defineCommand } from 'citty';
import type { ClientAdmin, NewClient } from '../../accounts/clients.ts';
import { UpstreamError } from '../../upstream/errors.ts';
import { exitWith } from '../process.ts';
import { accountOfEnvironment, adminArgs, failureText, withAccount } from './admin.ts';
import { appArgs, readApp } from './app.ts';
import { confirm, requestText, yesArgs } from './ask.ts';
import { newClient, planText } from './plan.ts';

/** `client create --name … --from …`: makes an API client with exactly the scopes that an app needs. */
export const createCommand = defineCommand({
  meta: { name: 'create', description: 'Makes an API client with exactly the scopes that an app needs.' },
  args: {
    name: { type: 'string', required: true, description: 'Name of the client, for people.' },
    description: { type: 'string', description: 'What it is for.' },
    'client-id': {
      type: 'string',
      description: 'The name that it logs in with; default: one that the account chooses.',
    },
    'secret-file': {
      type: 'string',
      description: 'New file for the name and the secret, readable by you alone; default: they are printed.',
      valueHint: 'file',
    },
    ...appArgs,
    ...adminArgs,
    ...yesArgs,
  },
  async run({ args }) {
    const forCustomers = args.customers === true;
    const app = await readApp([...args._, ...(args.from === undefined ? [] : [args.from])], forCustomers);
    const { accountId } = accountOfEnvironment();
    const about = { name: args.name, description: args.description, clientId: args['client-id'] };
    const wanted = newClient(accountId, app, about, forCustomers);
    console.error(`${planText(app)}\n\n${requestsText(accountId, wanted)}`);
    await withAccount(args['admin-token-file'], async ({ clients }) => {
      await confirm(`Make this client at account ${accountId}?`, args.yes);
      // Opened first: a secret that cannot be written down is lost.
      const file = args['secret-file'] === undefined ? null : await openSecretFile(args['secret-file']);
      await make(clients, wanted, file).finally(() => file?.close());
    });
  },
});

function requestsText(accountId: string, { client, grant }: NewClient): string {
  const path = `/accounts/${accountId}/auth`;
  return [
    requestText('POST', `${path}/clients`, client),
    requestText('POST', `${path}/client-grants`, { client_id: '(the id that the first request answers)', ...grant }),
  ].join('\n');
}

async function make(clients: ClientAdmin, { client, grant }: NewClient, file: FileHandle | null): Promise<void> {
  const { id, client_id, client_secret } = await clients.create(client);
  const text = `CLIENT_ID=${client_id}\nCLIENT_SECRET=${client_secret}\n`;
  if (file === null) process.stdout.write(text);
  else await file.writeFile(text);
  console.error('The secret is not shown again.');
  if (id === undefined) exitWith('The account answered no id of the client: it has no grant yet.');
  try {
    await clients.grant(id, grant);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    exitWith(`${failureText(error)}\nThe client ${id} is there, but has no grant yet: client trim gives it one.`);
  }
  console.error(`Made, with ${grant.scope.join(' ')}.`);
}

async function openSecretFile(path: string): Promise<FileHandle> {
  return open(path, 'wx', 0o600).catch(() =>
    exitWith(`${path} cannot be made; a file that is there is not written over. Nothing was changed.`, 2),
  );
}
