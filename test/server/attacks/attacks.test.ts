import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox.ts';
import { ask, bearer, post, serve, type TestServer } from '../server.ts';

// Requests that once stalled the process or ended it, each as it was measured. By default most are refused for their
// bytes alone; a second server takes two megabytes, so that each is refused for what it asks as well.

interface Attack {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');
const ofCustomers = (fields: string): string => `{ customers(first: 100) { nodes { ${fields} } } }`;
const emailOf = (email: string): Attack => ({
  query: 'mutation ($input: CustomerUpdateInput!) { customerUpdate(input: $input) { userErrors { code } } }',
  variables: { input: { customerId: 'C1001', details: { email } } },
});
const nodes = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
const can = 'query ($list: [String!]!) { viewer { LIST } }';
const canOf = (aliases: number, coordinates: number): Attack => ({
  query: can.replace(
    'LIST',
    times(aliases, (index) => `a${index}: can(coordinates: $list) { allowed }`),
  ),
  variables: { list: Array(coordinates).fill('Query.me') },
});
const looksAtSchema = (aliases: number): Attack => ({
  query: `{ ${times(aliases, (index) => `a${index}: __schema { types { fields { name } } }`)} }`,
});
const deep = (levels: number): string => `${'{ customer '.repeat(levels)}${'} '.repeat(levels)}`;
const lists = (levels: number): Attack => ({
  query: `{ nodes(ids: ${'['.repeat(levels)}${']'.repeat(levels)}) { id } }`,
});

/** What it is, the limit that stops it, what is counted of it at least, and the request. */
const attacks: readonly (readonly [what: string, limit: string, counted: number, attack: Attack])[] = [
  ['an address of 80,000 dots', 'characters of one text or name', 80_003, emailOf(`a@${'.'.repeat(80_000)}@`)],
  ['a name of 90,000 letters', 'characters of one text or name', 90_000, { query: `{ ${'a'.repeat(90_000)} }` }],
  [
    '349,000 objects for ids',
    'values in variables',
    349_001,
    { query: nodes, variables: { ids: Array(349_000).fill({}) } },
  ],
  [
    '40,000 objects for ids',
    'values in variables',
    40_001,
    { query: nodes, variables: { ids: Array(40_000).fill({}) } },
  ],
  ['20,000 coordinates, 3,000 times', 'values in variables', 20_001, canOf(3_000, 20_000)],
  ['4,000 coordinates, 200 times', 'values in variables', 4_001, canOf(200, 4_000)],
  ['1,000 coordinates, 200 times', 'tokens', 2_001, canOf(200, 1_000)],
  ['1,000 coordinates, 100 times', 'aliases', 100, canOf(100, 1_000)],
  ['the schema 2,000 times', 'tokens', 2_001, looksAtSchema(2_000)],
  ['the schema 100 times', 'aliases', 100, looksAtSchema(100)],
  ['the schema 25 times', '`__schema` fields', 25, looksAtSchema(25)],
  [
    '18,000 aliases below a list',
    'tokens',
    2_001,
    { query: ofCustomers(times(18_000, (index) => `a${index}: email`)) },
  ],
  ['600 aliases below a list', 'aliases', 600, { query: ofCustomers(times(600, (index) => `a${index}: email`)) }],
  ['a nested document of 139 kB', 'tokens', 2_001, { query: deep(10_700) }],
  ['a nested document of 600 levels', 'levels of fields', 600, { query: deep(600) }],
  [
    'introspection 400 times',
    'tokens',
    2_001,
    { query: `{ ${times(400, (index) => `a${index}: __schema { ...S }`)} } fragment S on __Schema { types { name } }` },
  ],
  [
    'introspection 200 times',
    'aliases',
    200,
    { query: `{ ${times(200, (index) => `a${index}: __schema { ...S }`)} } fragment S on __Schema { types { name } }` },
  ],
  [
    'the standard introspection twice',
    '`__schema` fields',
    2,
    { query: getIntrospectionQuery().replace('{', '{ more: __schema { types { ...FullType } }') },
  ],
  ['270,000 lists in each other', 'tokens', 2_001, lists(270_000)],
  ['900 lists in each other', 'levels of a value', 900, lists(900)],
  ['40,000 operations', 'tokens', 2_001, { query: times(40_000, (index) => `query Q${index} { me }`) }],
  ['400 operations', 'operations', 400, { query: times(400, (index) => `query Q${index} { me }`) }],
];

let sandbox: Sandbox;
let usual: TestServer;
let wide: TestServer;
let token: Readonly<Record<string, string>>;
beforeAll(async () => {
  sandbox = await startSandbox();
  usual = await serve(sandbox);
  wide = await serve(sandbox, { MAX_REQUEST_BYTES: '2000000' });
  token = bearer(await sandbox.token('mobile'));
});
afterAll(async () => {
  await usual.close();
  await wide.close();
  await sandbox.close();
});

describe('an attack', () => {
  it.each(attacks)('%s: is refused for its %s, in few words, and calls nothing', async (_, limit, counted, attack) => {
    sandbox.clearCalls();
    const { status, body } = await ask(wide, post(attack, token));
    expect([status, body]).toEqual([
      400,
      {
        errors: [
          {
            message: expect.stringContaining(limit),
            extensions: {
              code: 'LIMIT_EXCEEDED',
              limit,
              most: expect.any(Number),
              counted: expect.any(Number),
              requestId: expect.any(String),
            },
          },
        ],
      },
    ]);
    expect(body.errors[0].extensions.counted).toBeGreaterThanOrEqual(counted);
    expect(sandbox.calls).toEqual([]);
  });

  it.each(attacks)('%s: is refused by a server that is set as usual', async (_, __, ___, attack) => {
    sandbox.clearCalls();
    const isLarge = Buffer.byteLength(JSON.stringify(attack)) > 100_000;
    const { status, codes } = await ask(usual, post(attack, token));
    expect([status, codes]).toEqual(isLarge ? [413, ['PAYLOAD_TOO_LARGE']] : [400, ['LIMIT_EXCEEDED']]);
    expect(sandbox.calls).toEqual([]);
  });

  it('of 12 aliases that upstream answers with 500 leaves the service to everybody else', async () => {
    const customer = (id: string) => `customer(customerId: "${id}") { firstName }`;
    const lift = sandbox.fail({ on: /C9\d/, status: 500 });
    const query = `{ ${times(12, (index) => `a${index}: ${customer(`C9${index}`)}`)} }`;
    const staff = bearer(await sandbox.token('helpdesk'));
    const failed = await ask(usual, post(query, staff));
    lift();
    expect(failed.codes).toEqual(Array(12).fill('UPSTREAM_UNAVAILABLE'));
    expect(await ask(usual, post(`{ ${customer('C1001')} }`, staff))).toMatchObject({ status: 200, codes: [] });
  });
});
