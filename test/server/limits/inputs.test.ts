import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox.ts';
import { ask, bearer, post, serve, type TestServer } from '../server.ts';

let sandbox: Sandbox;
let server: TestServer;
let token: Readonly<Record<string, string>>;
beforeAll(async () => {
  sandbox = await startSandbox();
  server = await serve(sandbox);
  token = bearer(await sandbox.token('admin'));
});
afterAll(async () => {
  await server.close();
  await sandbox.close();
});

const ids = (count: number) => ({
  query: 'query ($list: [ID!]!) { nodes(ids: $list) { id } }',
  variables: { list: Array(count).fill('none') },
});
const coordinates = (count: number) => ({
  query: 'query ($list: [String!]!) { viewer { can(coordinates: $list) { allowed } } }',
  variables: { list: Array(count).fill('Query.me') },
});

describe('a list of inputs', () => {
  it.each([
    ['nodes.ids', ids],
    ['can.coordinates', coordinates],
  ])('of %s may have 100 items, and no more', async (_, of) => {
    const most = await ask(server, post(of(100), token));
    expect(most.codes.filter((code) => code !== 'BAD_USER_INPUT' && code !== 'NOT_FOUND')).toEqual([]);
    expect(most.body.errors?.[0]?.message ?? '').not.toContain('100');
    sandbox.clearCalls();
    const more = await ask(server, post(of(101), token));
    expect(more.codes).toEqual([expect.stringMatching(/^(LIMIT_EXCEEDED|BAD_USER_INPUT)$/)]);
    expect(more.body.errors[0].message).toContain('100');
    expect(sandbox.calls).toEqual([]);
  });
});
