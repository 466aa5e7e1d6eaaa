import { Agent, request } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonaName } from '../../src/sandbox/personas.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { type Listener, listen } from '../../src/server/http/listen.ts';
import { serve, type TestServer } from './server.ts';

// Callers with different rights ask for the same ids, interleaved over a few kept-alive connections. What each is
// answered must be, byte for byte, what it is answered alone, by a server that nobody has asked before.

const callers: readonly (PersonaName | 'other')[] = ['helpdesk', 'helpdesk-basic', 'mobile', 'public', 'pos', 'other'];
const documents = [
  '{ customer(customerId: "C1001") { firstName email walletCards(first: 2) { nodes { cardId } } } }',
  '{ customer(customerId: "C1002") { firstName email receipts(first: 2) { nodes { id } } } }',
  '{ me { firstName } viewer { kind customerId scopes } }',
];

let sandbox: Sandbox;
let server: TestServer;
let listener: Listener;
const agent = new Agent({ keepAlive: true, maxSockets: 3 });
const tokens = new Map<string, string>();

beforeAll(async () => {
  sandbox = await startSandbox();
  server = await serve(sandbox);
  listener = await listen(server.app, 0, '127.0.0.1');
  for (const caller of callers) {
    const own = { scopes: ['user:customers', 'user:wallets'], customerId: 'C1002' };
    tokens.set(caller, caller === 'other' ? await sandbox.issue(own) : await sandbox.token(caller));
  }
});
afterAll(async () => {
  agent.destroy();
  await listener.stop(1_000);
  await server.close();
  await sandbox.close();
});

function answerTo(caller: string, query: string, url = listener.url, variables = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${tokens.get(caller)}`,
      'content-type': 'application/json',
      'x-request-id': 'same',
    };
    const asked = request(`${url}/graphql`, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve(`${response.statusCode} ${text}`)).on('error', reject);
    });
    asked.on('error', reject).end(JSON.stringify({ query, variables }));
  });
}

/** What a caller is answered by a server of its own, which has nothing of anybody else to remember. */
async function answerAlone(caller: string, query: string): Promise<string> {
  const own = await serve(sandbox);
  const its = await listen(own.app, 0, '127.0.0.1');
  const answer = await answerTo(caller, query, its.url);
  await its.stop(1_000);
  await own.close();
  return answer;
}

/** Documents of which a variable decides, each in its way, and what may be sent for it; undefined: it is left out. */
const decided: readonly (readonly [query: string, values: readonly unknown[]])[] = [
  // Whose data it is.
  ['query ($v: String = "C1001") { customer(customerId: $v) { customerId } }', [undefined, null, 'C1001', 'C1002']],
  // Which finer rule counts.
  [
    'mutation ($v: CustomerType = EMPLOYEE) { customerCreate(input: { details: { type: $v, email: "odd" } }) { userErrors { code } } }',
    [undefined, null, 'EMPLOYEE', 'CUSTOMER'],
  ],
  [
    'mutation ($v: CustomerCreateInput! = { details: { type: EMPLOYEE, email: "odd" } }) { customerCreate(input: $v) { userErrors { code } } }',
    [
      undefined,
      { details: { email: 'odd' } },
      { details: { type: null, email: 'odd' } },
      { details: { type: 'EMPLOYEE', email: 'odd' } },
    ],
  ],
  // Which endpoint is called, and so which scopes count.
  [
    'query ($v: String = "GK100001") { customer(customerId: "C1001") { walletCard(cardId: $v) { cardId } } }',
    [undefined, null, 'GK100001', 'GK200001'],
  ],
  // What runs at all.
  [
    'query ($v: Boolean! = true) { customer(customerId: "C1002") { customerId @include(if: $v) email @skip(if: $v) } }',
    [undefined, true, false],
  ],
  // How much it costs.
  [
    'query ($v: Int = 100) { customers(first: $v) { nodes { customerId walletCards(first: $v) { nodes { balance { minor } } } } } }',
    [undefined, null, 1, 100],
  ],
  ['query ($v: [ID!]! = ["x"]) { nodes(ids: $v) { id } }', [undefined, [], ['customer:C1001'], ['receipt:R1', 'x']]],
  // What type it is of.
  ['query ($v: ID! = "customer:C1001") { node(id: $v) { id } }', [undefined, 'customer:C1002', 'receipt:R1', 'x']],
  // What is asked of the schema.
  ['query ($v: String! = "Customer") { __type(name: $v) { name } }', [undefined, 'Query', 'constructor']],
];

describe('variables that are sent, null, left out, or have a default', () => {
  it('are each answered as by a server that remembers nothing', { timeout: 120_000 }, async () => {
    const forgetful = await serve(sandbox, { CACHE_BYTES: '0' });
    const others = await listen(forgetful.app, 0, '127.0.0.1');
    const requests = callers.flatMap((caller) =>
      decided.flatMap(([query, values]) =>
        values.map((v) => ({ caller, query, variables: v === undefined ? {} : { v } })),
      ),
    );
    const expected = new Map<object, string>();
    for (const each of requests)
      expected.set(each, await answerTo(each.caller, each.query, others.url, each.variables));
    expect(new Set(expected.values()).size).toBeGreaterThan(decided.length * 3);
    // Documents are remembered when they come for the second time, and their plans from then on.
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...requests, ...requests, ...requests], { minLength: requests.length }),
        async (burst) => {
          for (const each of burst)
            expect(await answerTo(each.caller, each.query, listener.url, each.variables), JSON.stringify(each)).toBe(
              expected.get(each),
            );
        },
      ),
      { numRuns: 3 },
    );
    await others.stop(1_000);
    await forgetful.close();
  });
});

describe('callers at the same time', () => {
  it('are each answered as if they were alone', { timeout: 60_000 }, async () => {
    const alone = new Map<string, string>();
    for (const caller of callers)
      for (const query of documents) alone.set(caller + query, await answerAlone(caller, query));
    // They differ, or the test could not see anything cross.
    expect(new Set(alone.values()).size).toBeGreaterThan(12);
    const asked = fc.record({ caller: fc.constantFrom(...callers), query: fc.constantFrom(...documents) });
    await fc.assert(
      fc.asyncProperty(fc.array(asked, { minLength: 6, maxLength: 20 }), async (burst) => {
        const answers = await Promise.all(burst.map(({ caller, query }) => answerTo(caller, query)));
        expect(answers).toEqual(burst.map(({ caller, query }) => alone.get(caller + query)));
      }),
      { numRuns: 12 },
    );
  });
});
