import { defineCommand } from 'citty';
import { type ApiClient, type Grant, grantedScopes } from '../../accounts/clients.ts';
import { setsText } from '../../advice/explain-text.ts';
import { exitWith } from '../process.ts';
import { type Account, adminArgs, clientArgs, withAccount } from './admin.ts';
import { appArgs, type ClientComparison, loginScopes, readApp } from './app.ts';
import { codesOfAll } from './powerful.ts';
import { nameOfScope } from './scope-name.ts';

/** `client diff <client> --from …`: the scopes that an API client has too many or too few of for an app. */
export const diffCommand = defineCommand({
  meta: {
    name: 'diff',
    description: 'Says what a client is granted too much or too little of. Status 1: something differs, 2: wrong use.',
  },
  args: {
    ...clientArgs,
    ...appArgs,
    ...adminArgs,
    json: { type: 'boolean', description: 'JSON instead of text.' },
  },
  async run({ args }) {
    const app = await readApp(args.from === undefined ? [] : [args.from], args.customers === true);
    const { grants } = await withAccount(args['admin-token-file'], (account) => readClient(account, args.client));
    const held = grantedScopes(grants, nameOfScope);
    const comparison = app.compare(held);
    console.log(
      args.json ? JSON.stringify({ held, wanted: app.scopes, ...comparison }, null, 2) : diffText(comparison),
    );
    if (differs(comparison)) process.exitCode = 1;
  },
});

/** A client and what it is granted; ends the program where there is no such client. */
export async function readClient(
  { clients }: Account,
  nameOrId: string,
): Promise<{ client: ApiClient; grants: readonly Grant[] }> {
  const client = await clients.find(nameOrId);
  if (client === undefined) return exitWith('The account has no such client.');
  return { client, grants: await clients.grantsOf(client) };
}

/** What differs, in words. */
export function diffText({ lacking, lackingLogin, excess, tooPowerful }: ClientComparison): string {
  return [
    lacking.length + lackingLogin.length === 0 ? 'Nothing is missing.' : 'Missing:',
    ...lackingLogin.map((scope) => `  ${scope}, ${loginScopes.get(scope)}`),
    ...lacking.map(({ operation, coordinate, missing }) => `  ${operation}  ${coordinate}: ${setsText(missing)}`),
    excess.length === 0 ? 'Nothing is too much.' : `Too much: ${excess.join(' ')}`,
    ...(excess.includes(codesOfAll) ? [`A master key: with ${codesOfAll} it can log in as every customer.`] : []),
    ...tooPowerful.map(({ scope, instead }) => `Too powerful: ${scope}; ${instead.join(' and ')} would do.`),
  ].join('\n');
}

/** Whether a client is granted anything else than what it needs. */
export function differs({ lacking, lackingLogin, excess, tooPowerful }: ClientComparison): boolean {
  return lacking.length + lackingLogin.length + excess.length + tooPowerful.length > 0;
}
