import { strict as assert } from 'node:assert';
import { keys, possibleTypes, resolvers, typePolicies } from 'dintero-graphql/cache';
import { createClient, NoAnswerError } from 'dintero-graphql/client';
import { type DocumentFacts, documents } from 'dintero-graphql/documents';
import introspection from 'dintero-graphql/introspection.json' with { type: 'json' };
import { startSandbox } from 'dintero-graphql/sandbox';
import { Customer360Document, CustomerEditDocument, FirstCustomersDocument } from './graphql/graphql.js';

/** An app that was installed: it asks the server that `npx dintero-graphql start` has started, then one of its own. */
const [url = '', ...tokens] = process.argv.slice(2);

const asked: boolean[] = [];
const client = createClient({
  url,
  // The first token is one that nobody accepts: it is renewed.
  token: ({ renew }) => {
    asked.push(renew);
    return (renew ? tokens[0] : 'no.such.token') ?? null;
  },
});
const [found, page] = await Promise.all([
  client.run(FirstCustomersDocument, { search: 'nordmann' }),
  client.run(Customer360Document, { customerId: 'C1001' }),
]);
assert.deepEqual(asked, [false, true]);
assert.deepEqual([found.errors, page.errors], [[], []]);
const decimal: string | undefined = found.data?.customers?.nodes[0]?.walletCards?.nodes[0]?.balance?.decimal;
assert.match(decimal ?? '', /^\d+\.\d\d$/);
assert.equal(page.data?.customer?.firstName, 'Kari');

const sandbox = await startSandbox();
const token = await sandbox.token('helpdesk-basic');
const narrow = createClient({ url: sandbox.url, token: () => token });
const { data, errors } = await narrow.run(FirstCustomersDocument);
assert.equal(data?.customers?.nodes[0]?.walletCards, null);
const [error] = errors;
assert.ok(error?.extensions.code === 'INSUFFICIENT_SCOPE');
assert.deepEqual(error.extensions.granted, ['read:customers']);
const edit = await narrow.run(CustomerEditDocument, { customerId: 'C1001', details: { firstName: 'Ola' } });
assert.equal(edit.errors[0]?.extensions.code, 'INSUFFICIENT_SCOPE');

const left = AbortSignal.abort(new Error('left the page'));
await assert.rejects(narrow.run(FirstCustomersDocument, {}, { signal: left }), /left the page/);
await sandbox.stop();
await assert.rejects(narrow.run(FirstCustomersDocument), (reason) => {
  assert.ok(reason instanceof NoAnswerError);
  return reason.reason === 'network';
});

const me: DocumentFacts = documents.mobile.Me;
assert.deepEqual(me.scopes, ['user:customers']);
assert.match(documents.helpdesk.Customer360.id, /^sha256:/);
assert.equal(introspection.__schema.queryType.name, 'Query');
assert.ok(possibleTypes['Node']?.includes('Customer'));
assert.equal(typePolicies['Money']?.merge, false);
assert.equal(keys['Money']?.(), null);
assert.equal(resolvers(() => 'pages')['Customer']?.['receipts'], 'pages');
console.log('The installed app runs.');
