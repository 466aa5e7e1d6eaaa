import { defineCommand } from 'citty';
import { type ApiClient, type Grant, grantedScopes } from '../../accounts/clients.ts';
import type { Scope } from '../../kernel/scope.ts';
import { adminArgs, withAccount } from './admin.ts';
import { isMasterKey, isOfPartners } from './powerful.ts';
import { nameOfScope } from './scope-name.ts';

/** What `client list` tells of one client. */
interface Listed {
  readonly id: string | null;
  readonly clientId: string | null;
  readonly name: string | null;
  readonly scopes: readonly Scope[];
  /** Those of its scopes with which it can do anything, or log in as anybody. */
  readonly masterKeys: readonly Scope[];
  /** Those of its scopes that only a partner who signs merchants up needs. */
  readonly ofPartners: readonly Scope[];
}

/** `client list`: which API clients the account has, and what each may do. */
export const listCommand = defineCommand({
  meta: {
    name: 'list',
    description: "Lists the account's API clients with their scopes, and marks those that may do too much.",
  },
  args: {
    ...adminArgs,
    json: { type: 'boolean', description: 'JSON instead of text.' },
  },
  async run({ args }) {
    const listed = await withAccount(args['admin-token-file'], async ({ clients }) => {
      const [all, grants] = await Promise.all([clients.all(), clients.allGrants()]);
      return all.map((client) =>
        listedOf(
          client,
          grants.filter(({ client_id }) => client_id === client.id),
        ),
      );
    });
    console.log(args.json ? JSON.stringify(listed, null, 2) : listed.map(listedText).join('\n'));
  },
});

function listedOf({ id, client_id: clientId, name }: ApiClient, grants: readonly Grant[]): Listed {
  const scopes = [...grantedScopes(grants, nameOfScope)].sort();
  return {
    id: id ?? null,
    clientId: clientId ?? null,
    name: name ?? null,
    scopes,
    masterKeys: scopes.filter(isMasterKey),
    ofPartners: scopes.filter(isOfPartners),
  };
}

function listedText({ id, clientId, name, scopes, masterKeys, ofPartners }: Listed): string {
  return [
    `${clientId ?? id}${name === null || name === clientId ? '' : ` (${name})`}: ${scopes.join(' ') || 'no scope'}`,
    ...(masterKeys.length === 0 ? [] : [`  Holds a master key: ${masterKeys.join(' ')}`]),
    ...(ofPartners.length === 0 ? [] : [`  Holds scopes of partners, which no app needs: ${ofPartners.join(' ')}`]),
  ].join('\n');
}
