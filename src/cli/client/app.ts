import {
  type AppComparison,
  type AppScopes,
  appScopes,
  compareApp,
  type NamedSelection,
} from '../../advice/app-scopes.ts';
import { schema } from '../../graphql/schema.ts';
import type { Audience } from '../../kernel/least-power.ts';
import type { Scope } from '../../kernel/scope.ts';
import { PlanError, select } from '../../plan/selection.ts';
import { readOperations } from '../documents/operations.ts';
import { DocumentsError } from '../documents/sources.ts';
import { exitWith } from '../process.ts';

/** What an app logs its customers in with, and what for. */
export const loginScopes: ReadonlyMap<Scope, string> = new Map([
  ['write:accounts:/auth/users', 'to log customers in'],
  ['write:accounts:/auth/passwordless', 'to send them a code to log in with'],
  ['write:accounts:/auth/mfa', 'to send them the code of a second factor'],
  ['create:accounts:auth:refresh_token', 'to keep them logged in'],
]);

/** An app, by its documents. */
export interface ClientApp {
  /** What its tokens must be able to do. */
  readonly needs: AppScopes;
  /** The scopes that its client is to be granted, least powerful. */
  readonly scopes: readonly Scope[];
  compare(held: readonly Scope[]): ClientComparison;
}

/** The difference between what a client is granted and what its app needs. */
export interface ClientComparison extends AppComparison {
  /** The scopes among `loginScopes` that it lacks. */
  readonly lackingLogin: readonly Scope[];
}

/** Arguments by which a command is told which app is meant. */
export const appArgs = {
  from: { type: 'string', description: 'Files with the documents of the app, or a pattern of them.' },
  customers: {
    type: 'boolean',
    description: 'The app logs customers in: their scopes, and those of the log-in.',
  },
} as const;

/** Reads the documents of an app; ends the program where they cannot be read, or no client could run them. */
export async function readApp(patterns: readonly string[], forCustomers: boolean): Promise<ClientApp> {
  const audience: Audience = forCustomers ? 'customer' : 'staff';
  const operations = await selectionsOf(patterns);
  const needs = appScopes(schema, operations, audience);
  const [best] = needs.sets ?? [];
  if (best === undefined) exitWith('The documents leave too many possibilities: give those of one app.', 2);
  const closed = needs.closed.map(({ operation, coordinate }) => `  ${operation}  ${coordinate}`);
  if (closed.length > 0)
    exitWith(`No client of this kind could read:\n${closed.join('\n')}\nSay --customers for an app of customers.`, 2);
  const extra = forCustomers ? [...loginScopes.keys()] : [];
  return {
    needs,
    scopes: [...best, ...extra.filter((scope) => !best.includes(scope))],
    compare(held) {
      const { excess, ...rest } = compareApp(schema, operations, audience, held);
      return {
        ...rest,
        excess: excess.filter((scope) => !extra.includes(scope)),
        lackingLogin: extra.filter((scope) => !held.includes(scope)),
      };
    },
  };
}

async function selectionsOf(patterns: readonly string[]): Promise<NamedSelection[]> {
  if (patterns.length === 0) exitWith("Say --from 'src/**/*.graphql', where the documents of the app are.", 2);
  try {
    const operations = await readOperations(schema, patterns);
    return operations.map(({ name, document }) => ({ name, selection: select(schema, document) }));
  } catch (error) {
    if (error instanceof DocumentsError || error instanceof PlanError) exitWith(error.message, 2);
    throw error;
  }
}
