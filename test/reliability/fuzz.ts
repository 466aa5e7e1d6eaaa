/**
 * `npm run fuzz`: sends hostile requests to a server with 512 MB of heap, and fails where one ends it, is answered with an
 * error that nobody foresaw, or keeps it from answering others for more than a second. `--seconds 300`, `--seed <number>`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { knownValues } from '../permissions/known-values.ts';
import { hostileRequest, type Material } from './hostile.ts';
import { closeConnections, type Sending, send } from './send.ts';
import { startWatched, worstStall } from './watched.ts';

const { values: options } = parseArgs({
  options: { seconds: { type: 'string', default: '300' }, seed: { type: 'string', default: String(Date.now() % 1e9) } },
});
const seconds = Number(options.seconds);
const seed = Number(options.seed);
const atOnce = 8;
const longestStall = 1_000;

const sandbox = await startSandbox();
const server = await startWatched({
  sandbox,
  megabytes: 512,
  env: {
    EXPLAIN: 'on',
    ALLOW_IN_PRODUCTION: 'EXPLAIN',
    CORS_ORIGINS: 'https://a.example.com',
    CUSTOMER_LOGIN: 'on',
  },
});
const material = await materialOf();
const faults: string[] = [];
const statuses = new Map<number, number>();
const running = new Set<Sending>();
let sent = 0;
let told = 0;

const until = performance.now() + seconds * 1_000;
for (let batch = 0; performance.now() < until && faults.length === 0; batch += 1) {
  const requests = fc.sample(hostileRequest(material), { seed: seed + batch * 1_000_003, numRuns: 100 });
  await Promise.all(Array.from({ length: atOnce }, () => work(requests)));
}
closeConnections();

const stall = worstStall(server.reports);
const peak = Math.max(...server.reports.map(({ rss }) => rss));
const code = await server.stop();
await sandbox.close();
if (code !== 0) faults.push(`The server ended with ${code}.`);
const counts = [...statuses].sort(([one], [other]) => one - other).map(([status, count]) => `${count} × ${status}`);
console.log(`${sent} requests in ${seconds} s, seed ${seed}, Node ${process.version}: ${counts.join(', ')}`);
console.log(
  `worst stall ${Math.round(stall)} ms, peak RSS ${Math.round(peak / 1e6)} MB of a process with 512 MB of heap`,
);
for (const fault of faults) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);

async function work(requests: Sending[]): Promise<void> {
  for (let next = requests.pop(); next !== undefined && faults.length === 0; next = requests.pop()) {
    running.add(next);
    sent += 1;
    const received = await send(server.url, next).catch((error: Error) => error);
    running.delete(next);
    const fault = received instanceof Error ? faultOf(received) : faultIn(received.status, received.body, next);
    if (fault !== undefined) faults.push(`${fault}\n  ${shown(next)}`);
    watchStalls(next);
  }
}

function faultOf(error: Error): string | undefined {
  const end = server.ended();
  if (end !== undefined) return `The server ended: ${end}.`;
  // Node's parser ends the connection on what is no HTTP, and may do so before the request is written to its end.
  return /ECONNRESET|EPIPE|socket hang up/.test(`${error.message} ${Reflect.get(error, 'code')}`)
    ? undefined
    : String(error);
}

function faultIn(status: number, body: string, { method }: Sending): string | undefined {
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
  if (status >= 500 && status !== 503) return `Answered with ${status}: ${body.slice(0, 300)}`;
  if (body.includes('"code":"INTERNAL"')) return `Answered with an error that nobody foresaw: ${body.slice(0, 300)}`;
  if (body === '' && method !== 'HEAD' && status !== 204) return `Answered ${status} without a word.`;
  return undefined;
}

function watchStalls(last: Sending): void {
  const fresh = server.reports.slice(told);
  told = server.reports.length;
  const stall = worstStall(fresh);
  if (stall <= longestStall) return;
  const suspects = [last, ...running].map((each) => `\n  ${shown(each)}`).join('');
  faults.push(`Nothing was answered for ${Math.round(stall)} ms while these ran:${suspects}`);
}

function shown({ method, path, headers, body }: Sending): string {
  const { authorization: _, ...others } = headers;
  return `${method} ${path.slice(0, 200)} ${JSON.stringify(others).slice(0, 300)} ${String(body).slice(0, 600)}`;
}

async function materialOf(): Promise<Material> {
  const folder = new URL('../../schema/operations/', import.meta.url);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.graphql'));
  const { values, ids } = await idsOf();
  const personas = ['helpdesk', 'mobile', 'admin', 'pos'] as const;
  return {
    documents: names.map((name) => readFileSync(new URL(name, folder), 'utf8')),
    values,
    ids,
    tokens: await Promise.all(personas.map((persona) => sandbox.token(persona))),
  };
}

/** Values of arguments, and ids of things that are there. */
async function idsOf() {
  const query =
    '{ customer(customerId: "C1001") { id receipts(first: 1) { nodes { id } } orders(first: 1) { nodes { id } } } }';
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${await sandbox.token('admin')}` };
  const { body } = await send(server.url, {
    method: 'POST',
    path: '/graphql',
    headers,
    body: JSON.stringify({ query }),
  });
  const { customer } = JSON.parse(body).data;
  return {
    values: knownValues(sandbox.state)('Query.customer').values,
    ids: [customer.id, customer.receipts.nodes[0].id, customer.orders.nodes[0].id],
  };
}
