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

function answerTo(caller: string, query: string, url = listener.url): Promise<string> {
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
    asked.on('error', reject).end(JSON.stringify({ query }));
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
