import { GraphQLInt, GraphQLList, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { JSONObjectResolver } from 'graphql-scalars';
import { afterAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import { ask, bearer, post, request, serve, serveSchema, type TestServer } from '../server.ts';

let resolved = 0;
const letters = { type: GraphQLString, args: { count: { type: GraphQLInt } } };
const Row: GraphQLObjectType = new GraphQLObjectType({
  name: 'Row',
  fields: () => ({
    text: {
      ...letters,
      resolve: (_, { count }) => {
        resolved += 1;
        return 'x'.repeat(count);
      },
    },
    later: { ...letters, resolve: async (_, { count }) => 'x'.repeat(count) },
    number: { type: GraphQLInt, resolve: () => 1 },
    record: { type: JSONObjectResolver, resolve: () => ({ text: 'x'.repeat(6_000) }) },
    texts: { type: new GraphQLList(GraphQLString), resolve: () => Array(20).fill('x'.repeat(600)) },
  }),
});
const rows = {
  type: new GraphQLList(Row),
  args: { count: { type: GraphQLInt } },
  resolve: (_: unknown, { count }: { count?: number }) => Array(count).fill({}),
};
const Query = new GraphQLObjectType({ name: 'Query', fields: { rows } });
const Mutation = new GraphQLObjectType({ name: 'Mutation', fields: { write: rows } });
const server: TestServer = serveSchema(new GraphQLSchema({ query: Query, mutation: Mutation }), {
  env: { MAX_ANSWER_BYTES: '10000', MAX_ANSWER_FIELDS: '1000000' },
});
afterAll(() => server.close());

describe('an answer that comes to too much', () => {
  it.each([
    ['texts', '{ rows(count: 20) { text(count: 600) } }'],
    ['texts that take time', '{ rows(count: 20) { later(count: 600) } }'],
    ['aliases of one text', '{ rows(count: 1) { a: text(count: 6000) b: text(count: 6000) } }'],
    ['numbers', '{ rows(count: 1000) { number } }'],
    ['rows', '{ rows(count: 1000) { __typename } }'],
    ['members of JSON', '{ rows(count: 2) { record } }'],
    ['a list of texts', '{ rows(count: 1) { texts } }'],
  ])('in %s is refused, with the number', async (_, query) => {
    const { status, body, codes } = await ask(server, post(query));
    expect({ status, codes }).toEqual({ status: 400, codes: ['LIMIT_EXCEEDED'] });
    expect(body).not.toHaveProperty('data');
    const { limit, most, counted } = body.errors[0].extensions;
    expect({ limit, most }).toEqual({ limit: 'bytes in the answer', most: 10_000 });
    expect(counted).toBeGreaterThan(most);
  });

  it('is given up where it becomes too much', async () => {
    resolved = 0;
    await ask(server, post('{ rows(count: 5000) { text(count: 5000) } }'));
    expect(resolved).toBeLessThan(5);
  });

  it('is one of a write that was made, which is said', async () => {
    const { status, body } = await ask(server, post('mutation { write(count: 20) { text(count: 600) } }'));
    expect([status, body.data]).toEqual([200, null]);
    expect(body.errors).toMatchObject([
      { message: expect.stringMatching(/What was written stays written\.$/), extensions: { code: 'LIMIT_EXCEEDED' } },
    ]);
  });

  it.each([
    ['texts', '{ rows(count: 9) { text(count: 1000) } }'],
    ['numbers', '{ rows(count: 300) { number } }'],
  ])('is none below it: %s', async (_, query) => {
    expect(await ask(server, post(query))).toMatchObject({ status: 200, codes: [] });
  });
});

describe('a long list of a service', () => {
  it('is refused before long, so that others are answered meanwhile', async () => {
    const sandbox = await startSandbox();
    const real = await serve(sandbox);
    const [id = ''] = sandbox.state.receiptsOf.get('C1001') ?? [];
    const receipt = sandbox.state.receipts.get(id);
    const [line] = receipt?.items ?? [];
    if (receipt === undefined || line === undefined) throw new Error('There is no receipt with a line.');
    sandbox.state.receipts.set(id, { ...receipt, items: Array(12_000).fill(line) });
    const token = await sandbox.token('helpdesk');
    const one = Array.from({ length: 15 }, (_, n) => `a${n}: description b${n}: descriptionAlias`).join(' ');
    const query = `{ customer(customerId: "C1001") { receipts(first: 1) { nodes { items { ${one} } } } } }`;
    const asked = ask(real, post(query, bearer(token)));
    let longest = 0;
    let isOver = false;
    const watch = async () => {
      while (!isOver) {
        const startedAt = performance.now();
        await new Promise((resolve) => setImmediate(resolve));
        await ask(real, request('/health'));
        longest = Math.max(longest, performance.now() - startedAt);
      }
    };
    const watching = watch();
    expect(await asked).toMatchObject({ status: 400, codes: ['LIMIT_EXCEEDED'] });
    isOver = true;
    await watching;
    expect(longest).toBeLessThan(2_000);
    await real.close();
    await sandbox.close();
  });
});
