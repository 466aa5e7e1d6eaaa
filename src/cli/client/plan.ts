import { defineCommand } from 'citty';
import type { NewClient } from '../../accounts/clients.ts';
import type { AppScopes } from '../../advice/app-scopes.ts';
import { audienceOfAccount } from '../../upstream/keys.ts';
import { appArgs, type ClientApp, loginScopes, readApp } from './app.ts';

/** `client plan <documents…>`: the least powerful set of scopes for an app's client, and who asks for each. */
export const planCommand = defineCommand({
  meta: { name: 'plan', description: "Prints the least powerful scopes for an app's client. Calls nothing." },
  args: {
    documents: { type: 'positional', required: false, description: 'Files with documents, or patterns of them.' },
    ...appArgs,
    json: { type: 'boolean', description: 'JSON instead of text.' },
  },
  async run({ args }) {
    const app = await readApp([...args._, ...(args.from === undefined ? [] : [args.from])], args.customers === true);
    console.log(args.json ? JSON.stringify({ scopes: app.scopes, ...app.needs }, null, 2) : planText(app));
  },
});

/** The scopes of an app's client, with the fields that ask for each. */
export function planText({ scopes, needs }: Pick<ClientApp, 'scopes' | 'needs'>): string {
  return [
    `Scopes: ${scopes.join(' ') || 'none'}`,
    ...scopes.flatMap((scope) => [`  ${scope}`, ...usesOf(needs, scope).map((use) => `    ${use}`)]),
    ...(needs.reason === null ? [] : [needs.reason]),
  ].join('\n');
}

function usesOf({ forcedBy }: AppScopes, scope: string): string[] {
  const found = forcedBy.find((each) => each.scope === scope);
  if (found === undefined) return [loginScopes.get(scope) ?? ''];
  return found.uses.map(({ operation, coordinate }) => `${operation}  ${coordinate}`);
}

/** The requests that make a client for an app. A customer's token comes by log-in, so that its grant serves any way of it. */
export function newClient(
  accountId: string,
  { scopes }: Pick<ClientApp, 'scopes'>,
  about: { readonly name: string; readonly description: string | undefined; readonly clientId: string | undefined },
  forCustomers: boolean,
): NewClient {
  const { name, description, clientId } = about;
  return {
    client: {
      name,
      ...(description !== undefined && { description }),
      ...(clientId !== undefined && { client_id: clientId }),
    },
    grant: {
      audience: audienceOfAccount(accountId),
      scope: [...scopes],
      type: forCustomers ? 'any' : 'client_credentials',
    },
  };
}
