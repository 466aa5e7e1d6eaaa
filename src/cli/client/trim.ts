import { defineCommand } from 'citty';
import { changesTo, grantedScopes } from '../../accounts/clients.ts';
import { audienceOfAccount } from '../../upstream/keys.ts';
import { adminArgs, clientArgs, withAccount } from './admin.ts';
import { appArgs, readApp } from './app.ts';
import { confirm, requestText, yesArgs } from './ask.ts';
import { differs, diffText, readClient } from './diff.ts';
import { nameOfScope } from './scope-name.ts';

/** `client trim <client> --from …`: grants an API client exactly what an app needs, no more and no less. */
export const trimCommand = defineCommand({
  meta: { name: 'trim', description: 'Grants a client exactly what an app needs, after asking.' },
  args: {
    ...clientArgs,
    ...appArgs,
    ...adminArgs,
    ...yesArgs,
  },
  async run({ args }) {
    const forCustomers = args.customers === true;
    const app = await readApp(args.from === undefined ? [] : [args.from], forCustomers);
    await withAccount(args['admin-token-file'], async (account) => {
      const { accountId, clients } = account;
      const { client, grants } = await readClient(account, args.client);
      const comparison = app.compare(grantedScopes(grants, nameOfScope));
      console.error(diffText(comparison));
      if (!differs(comparison)) return;
      const path = `/accounts/${accountId}/auth/client-grants`;
      if (grants.length === 0) {
        const type = forCustomers ? ('any' as const) : ('client_credentials' as const);
        const grant = { audience: audienceOfAccount(accountId), scope: [...app.scopes], type };
        console.error(requestText('POST', path, { client_id: client.id, ...grant }));
        await confirm('Make this grant?', args.yes);
        await clients.grant(client.id ?? '', grant);
      } else {
        const changes = changesTo(app.scopes, grants, nameOfScope);
        for (const { id, after } of changes) console.error(requestText('PATCH', `${path}/${id}`, { scope: after }));
        await confirm('Change it so?', args.yes);
        for (const { id, after } of changes) await clients.replaceScopes(id, after);
      }
      console.error(`Done: ${app.scopes.join(' ')}. Tokens that were given out keep their scopes until they expire.`);
    });
  },
});
