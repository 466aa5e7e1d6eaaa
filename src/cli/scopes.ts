import { defineCommand } from 'citty';
import { type AppComparison, type AppScopes, appScopes, compareApp, type Use } from '../advice/app-scopes.ts';
import { setsText } from '../advice/explain-text.ts';
import { schema } from '../graphql/schema.ts';
import { audienceOf } from '../kernel/least-power.ts';
import { PlanError, select } from '../plan/selection.ts';
import { callerOf, scopeList } from './caller.ts';
import { readOperations } from './documents/operations.ts';
import { DocumentsError } from './documents/sources.ts';
import { exitWith } from './process.ts';

/** `scopes <documents…>`: the smallest scope sets for an app, and which scopes a client has too many or too few of. */
export const scopesCommand = defineCommand({
  meta: {
    name: 'scopes',
    description:
      'Works out the least powerful scope sets of an app. Status 1: something is missing (or too much), 2: wrong use.',
  },
  args: {
    documents: { type: 'positional', description: 'Files with documents, or patterns of them.' },
    granted: { type: 'string', description: 'Scopes that the client holds, with spaces or commas between.' },
    token: { type: 'string', description: 'A token that the client holds; its signature is not checked.' },
    json: { type: 'boolean', description: 'JSON instead of text.' },
    'fail-on-excess': {
      type: 'boolean',
      description: 'Status 1 where the client holds more than the app needs, or scopes that are too powerful.',
    },
  },
  async run({ args }) {
    const { token } = args;
    const granted = args.granted === undefined ? callerOf(token === undefined ? {} : { token }) : null;
    const held = args.granted === undefined ? granted && [...granted.scopes] : scopeList(args.granted);
    try {
      const operations = (await readOperations(schema, args._)).map(({ name, document }) => ({
        name,
        selection: select(schema, document),
      }));
      const staff = appScopes(schema, operations, 'staff');
      const customer = appScopes(schema, operations, 'customer');
      const client = held && compareApp(schema, operations, audienceOf(held), held);
      if (args.json) console.log(JSON.stringify({ staff, customer, client }, null, 2));
      else console.log([appText(staff), appText(customer), ...(client ? [clientText(client)] : [])].join('\n\n'));
      if (client === null) return;
      const isTooMuch = client.excess.length + client.tooPowerful.length > 0;
      if (client.lacking.length > 0 || (args['fail-on-excess'] && isTooMuch)) process.exitCode = 1;
    } catch (error) {
      if (error instanceof DocumentsError || error instanceof PlanError) exitWith(error.message, 2);
      throw error;
    }
  },
});

function appText({ audience, sets, reason, forcedBy, closed }: AppScopes): string {
  const [best] = sets ?? [];
  return [
    `${audience === 'staff' ? 'Staff and API clients' : 'Customers'} need: ${best === undefined ? 'too many possibilities to list' : best.join(' ') || 'no scope'}`,
    ...forcedBy.flatMap(({ scope, uses }) => [`  ${scope}`, ...uses.map((use) => `    ${useText(use)}`)]),
    ...(reason === null ? [] : [`  ${reason}`]),
    ...(closed.length === 0 ? [] : ['  closed to them:', ...closed.map((use) => `    ${useText(use)}`)]),
  ].join('\n');
}

function clientText({ lacking, excess, tooPowerful }: AppComparison): string {
  return [
    lacking.length === 0 ? 'The client lacks nothing.' : 'The client lacks:',
    ...lacking.map((each) => `  ${useText(each)}: ${setsText(each.missing) || 'nobody like it is admitted'}`),
    excess.length === 0 ? 'It holds nothing too much.' : `It holds too much: ${excess.join(' ')}`,
    ...tooPowerful.map(({ scope, instead }) => `${scope} is too powerful: ${instead.join(' and ')} would do.`),
  ].join('\n');
}

function useText({ operation, coordinate }: Use): string {
  return `${operation}  ${coordinate}`;
}
