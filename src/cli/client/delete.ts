import { defineCommand } from 'citty';
import { grantedScopes } from '../../accounts/clients.ts';
import { exitWith } from '../process.ts';
import { adminArgs, clientArgs, withAccount } from './admin.ts';
import { confirm, yesArgs } from './ask.ts';
import { readClient } from './diff.ts';
import { nameOfScope } from './scope-name.ts';

/** `client delete <client>`: deletes an API client with its grants, after asking. */
export const deleteCommand = defineCommand({
  meta: { name: 'delete', description: 'Deletes a client with its grants, after asking.' },
  args: {
    ...clientArgs,
    ...adminArgs,
    ...yesArgs,
    json: { type: 'boolean', description: 'JSON instead of text.' },
  },
  async run({ args }) {
    await withAccount(args['admin-token-file'], async (account) => {
      const { client, grants } = await readClient(account, args.client);
      const { id, client_id: clientId, name } = client;
      if (id === undefined) exitWith('The account tells no id of this client, so it cannot be deleted by it.');
      if (account.isOwn(client)) exitWith('The administrator token is of this client: delete it with another one.', 2);
      const scopes = grantedScopes(grants, nameOfScope);
      console.error(`DELETE /accounts/${account.accountId}/auth/clients/${id}`);
      console.error(
        `With ${clientId ?? id}${name === undefined ? '' : ` (${name})`} go its secret and its grants: ${scopes.join(' ') || 'none'}.`,
      );
      await confirm('Delete it?', args.yes);
      await account.clients.remove(id);
      if (args.json) console.log(JSON.stringify({ deleted: { id, clientId, scopes } }, null, 2));
      console.error('Deleted. Tokens that were given out work until they expire.');
    });
  },
});
