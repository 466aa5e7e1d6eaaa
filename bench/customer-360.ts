/**
 * How long the nested customer 360 takes against an upstream that needs 20 ms for each answer, as a ratio to one upstream
 * call, measured side by side in one run: `npm run bench`. Two waves of calls would come to 2, one wave to 1.
 */
import { startHarness } from '../test/graphql/harness.ts';

const upstreamLatency = 20;
const rounds = 200;
const warmUpRounds = 30;

const { sandbox, app, close } = await startHarness();
const authorization = `Bearer ${await sandbox.token('helpdesk')}`;
sandbox.fail({ on: /./, delay: upstreamLatency });

/** What is compared: one call straight to upstream, and documents. */
const subjects = {
  'one upstream call': () =>
    fetch(`${sandbox.url}/accounts/${sandbox.accountId}/customers/users/C1001`, { headers: { authorization } }),
  'one name': () => ask('{ customer(customerId: "C1001") { firstName } }'),
  'customer 360': () =>
    ask(`{ customer(customerId: "C1001") { firstName lastName email tags { tag }
      receipts(first: 20) { nodes { purchasedAt grossAmount { decimal } } }
      walletCards(first: 20) { nodes { cardId status } }
      discounts(first: 20) { nodes { refId } }
      orders(first: 20) { nodes { orderId } } } }`),
};

function ask(query: string): Promise<Response> {
  return app.fetch(
    new Request('http://bff/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ query }),
    }),
  );
}

const times = new Map<string, number[]>();
for (let round = -warmUpRounds; round < rounds; round += 1) {
  for (const [name, run] of Object.entries(subjects)) {
    const startedAt = performance.now();
    const text = await (await run()).text();
    if (text.includes('"errors"')) throw new Error(`${name} failed: ${text.slice(0, 300)}`);
    if (round >= 0) times.set(name, [...(times.get(name) ?? []), performance.now() - startedAt]);
  }
}

const base = median('one upstream call');
for (const name of Object.keys(subjects)) {
  console.log(`${name.padEnd(18)} ${median(name).toFixed(1).padStart(6)} ms   ${(median(name) / base).toFixed(2)}`);
}
await close();

function median(name: string): number {
  const sorted = [...(times.get(name) ?? [])].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
