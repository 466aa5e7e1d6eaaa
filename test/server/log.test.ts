import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { createLogger } from '../../src/server/log.ts';
import { ask, bearer, post, request, serve, type TestServer } from './server.ts';

let sandbox: Sandbox;
let server: TestServer;
let token: string;
beforeAll(async () => {
  sandbox = await startSandbox();
  token = await sandbox.token('helpdesk');
});
beforeEach(async () => {
  server = await serve(sandbox);
  return () => server.close();
});
afterAll(() => sandbox.close());

/** Without notices and audit lines, which have tests of their own. */
function requestLines() {
  return server.lines.filter(({ msg }) => msg === 'request');
}

describe('the request log', () => {
  it('has one line per request, of these members and no others', async () => {
    const query =
      'query Names { a: customer(customerId: "C1001") { firstName } viewer { kind } automations(first: 1) { nodes { id } } }';
    await ask(server, post(query, { ...bearer(token), 'x-request-id': 'r1' }));
    expect(requestLines()).toEqual([
      {
        level: 30,
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        requestId: 'r1',
        operationName: 'Names',
        operationType: 'query',
        viewer: 'CLIENT',
        status: 200,
        durationMs: expect.any(Number),
        upstreamCalls: 1,
        codes: ['INSUFFICIENT_SCOPE'],
        msg: 'request',
      },
    ]);
  });

  it.each<[string, () => Request, object]>([
    [
      'a bad token',
      () => post('{ __typename }', bearer('none')),
      { status: 401, viewer: null, codes: ['UNAUTHENTICATED'] },
    ],
    [
      'a method',
      () => request('/graphql', { method: 'PUT' }),
      { status: 405, viewer: null, codes: ['METHOD_NOT_ALLOWED'] },
    ],
    [
      'a media type',
      () => post('{ __typename }', { 'content-type': 'text/plain' }),
      { status: 415, codes: ['UNSUPPORTED_MEDIA_TYPE'] },
    ],
    ['a document', () => post('{'), { status: 400, viewer: 'ANONYMOUS', codes: ['GRAPHQL_PARSE_FAILED'] }],
    [
      'a variable',
      () => post('query N($id: String!) { customer(customerId: $id) { firstName } }'),
      { status: 400, codes: ['BAD_USER_INPUT'] },
    ],
  ])('has a line for what is refused for %s', async (_, asked, members) => {
    await ask(server, asked());
    expect(requestLines()).toHaveLength(1);
    expect(requestLines()[0]).toMatchObject({ ...members, upstreamCalls: 0, msg: 'request' });
  });

  it('names each code once', async () => {
    const query = '{ a: customer(customerId: "..") { firstName } b: customer(customerId: ".") { firstName } }';
    await ask(server, post(query, bearer(token)));
    expect(requestLines()[0]).toMatchObject({ operationName: null, codes: ['BAD_USER_INPUT'] });
  });

  it('leaves out an operation name that is too long to be one', async () => {
    await ask(server, post(`query ${'a'.repeat(101)} { __typename }`));
    await ask(server, post(`query ${'a'.repeat(100)} { __typename }`));
    expect(requestLines().map(({ operationName }) => operationName)).toEqual([null, 'a'.repeat(100)]);
  });

  it('holds no token, no e-mail address and no customer, whatever happens', async () => {
    const canaries = ['C1001', 'kari', 'example.com', 'receipts-of-mine', token.slice(0, 24), 'sandbox-secret'];
    const email = 'kari.nordmann.0@example.com';
    const search =
      'query Q($email: String, $id: String!) { customers(filter: { email: $email }) { nodes { email } } customer(customerId: $id) { email } }';
    const body = { error: { code: email, message: email, errors: [{ message: `C1001 ${token}` }] } };
    const asked = () => [
      post({ query: search, variables: { email, id: 'C1001' } }, bearer(token)),
      post({ query: search, variables: { email, id: '../C1001' } }, bearer(token)),
      post({ query: search, variables: { email: { email }, id: email } }, bearer(token)),
      post(`{ customer(customerId: "C1001") { firstName } ${email} }`, bearer(token)),
      post({ query: search, operationName: email }, bearer(token)),
      post(search, { ...bearer(token), 'x-request-id': email }),
      post(search, bearer(`${token}x`)),
      post(search, { authorization: `Basic ${token}` }),
      request(`/graphql?query=${encodeURIComponent('{ receipts-of-mine }')}&variables={"email":"${email}"}`),
      request(`/customers/C1001?email=${email}`),
    ];
    for (const each of asked()) await server.app.fetch(each);
    for (const effect of [
      { status: 500, body },
      { status: 400, body },
      { status: 403, body },
      { garbage: true },
    ] as const) {
      const lift = sandbox.fail({ on: /./, ...effect });
      for (const each of asked()) await server.app.fetch(each);
      lift();
    }
    const text = JSON.stringify(server.lines);
    expect(canaries.filter((canary) => text.includes(canary))).toEqual([]);
    expect(requestLines()).toHaveLength(45);
    const told = new Set(server.lines.map(({ msg }) => msg));
    expect([...told].filter((msg) => msg === 'unexpected error')).toEqual([]);
  });
});

describe('standard output', () => {
  it('is shared by all logs of a process, which watch its end once', () => {
    createLogger('info');
    const watching = process.listenerCount('exit');
    for (let logs = 0; logs < 20; logs += 1) createLogger('info');
    expect(process.listenerCount('exit')).toBe(watching);
  });

  it.each(['process.exit(0)', 'await new Promise(() => {})'])(
    'gets the lines that still wait when the process ends: %s',
    (end) => {
      const log = new URL('../../src/server/log.ts', import.meta.url).href;
      const code = `import { createLogger } from ${JSON.stringify(log)}; createLogger('info').info('last words'); ${end};`;
      const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
      expect(stdout.split('\n').filter((line) => line.includes('last words'))).toHaveLength(1);
    },
  );
});
