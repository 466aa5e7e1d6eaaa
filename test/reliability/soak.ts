/**
 * `npm run soak`: what apps ask all day, over TLS to upstream, with faults in 2 % of upstream's calls and 2 % of the clients
 * leaving early. Fails where memory grows, others had to wait for more than a second, an error comes that nobody foresaw, or
 * something is lost. `--seconds 600`, `--rate 60` requests per second.
 */
import { parseArgs } from 'node:util';
import type { PersonaName } from '../../src/sandbox/personas.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { startTlsFront, trusting } from '../tls/front.ts';
import { trouble } from './faults.ts';
import { growthOf, type Sample, share } from './figures.ts';
import { createLedger } from './ledger.ts';
import { closeConnections, send } from './send.ts';
import { drawing, type Question, reading } from './traffic.ts';
import { startWatched, worstStall } from './watched.ts';

const { values: options } = parseArgs({
  options: { seconds: { type: 'string', default: '600' }, rate: { type: 'string', default: '60' } },
});
const seconds = Number(options.seconds);
const rate = Number(options.rate);
const longestStall = 1_000;
/** Bytes that the heap may seem to grow by in the time: garbage collection and caches that fill are not quite even. */
const mostGrowth = 8_000_000;
/** What upstream does, and what a caller may not read. */
const foreseen = /^(UPSTREAM_\w+|INSUFFICIENT_SCOPE)$/;

const sandbox = await startSandbox();
const front = await startTlsFront(sandbox.url);
const ledger = createLedger();
const server = await startWatched({
  sandbox,
  megabytes: 512,
  env: { UPSTREAM_CALL_TIMEOUT: '3000', DINTERO_BASE_URL: `${front.origin}/v1`, ...trusting('good') },
  onLine: ledger.read,
});
const faulty = trouble(sandbox, 0.02);
const tokens = new Map<PersonaName, string>();
for (const { as } of [...reading, drawing('')]) tokens.set(as, await sandbox.token(as));

const faults: string[] = [];
const codes = new Map<string, number>();
const times: number[] = [];
const heap: Sample[] = [];
let sent = 0;
let left = 0;
const running = new Set<Promise<void>>();

const began = performance.now();
/** Until then caches fill and code is compiled. */
const warm = Math.min(60, seconds / 3);
let nextSample = warm;
for (let now = 0; now < seconds && faults.length === 0; now = (performance.now() - began) / 1_000) {
  for (; sent < now * rate; sent += 1) {
    const one = ask(sent).finally(() => running.delete(one));
    running.add(one);
  }
  faulty.keepUp();
  if (now >= nextSample) {
    heap.push({ at: now, bytes: await server.collected() });
    nextSample = now + Math.max(2, seconds / 60);
  }
  await new Promise((resolve) => setTimeout(resolve, 5));
}
await Promise.all(running);
closeConnections();
const stall = worstStall(server.reports);
const peak = Math.max(...server.reports.map(({ rss }) => rss));
const code = await server.stop();
if (code !== 0) faults.push(`The server ended with ${code}.`);
faults.push(...ledger.faults(sandbox));
await front.close();
await sandbox.close();
const growth = growthOf(heap);
if (growth * (seconds - warm) > mostGrowth) faults.push('Memory grows.');
if (stall > longestStall) faults.push(`Nothing was answered for ${Math.round(stall)} ms.`);

const told = [...codes].toSorted().map(([name, count]) => `${count} × ${name}`);
console.log(`${sent} requests in ${seconds} s, ${left} clients left, Node ${process.version}`);
console.log(`${faulty.calls} upstream calls, ${faulty.faults} with a fault; errors: ${told.join(', ')}`);
console.log(`p50 ${share(times, 0.5)} ms, p99 ${share(times, 0.99)} ms, worst stall ${Math.round(stall)} ms`);
const first = heap[0]?.bytes ?? 0;
const last = heap.at(-1)?.bytes ?? 0;
console.log(
  `heap ${megabytes(first)} to ${megabytes(last)} MB after ${Math.round(warm)} s, ${megabytes(growth * 60)} MB a minute; peak RSS ${megabytes(peak)} MB`,
);
for (const fault of faults.slice(0, 20)) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);

async function ask(number: number): Promise<void> {
  const id = `soak-${number}`;
  const isWrite = number % 10 === 0;
  const question = isWrite ? drawing(id) : reading[number % reading.length];
  if (question === undefined) return;
  const leaves = number % 50 === 25 ? 2 + (number % 7) * 4 : number % 500 === 10 ? 8 : undefined;
  const from = performance.now();
  try {
    const { status, body } = await send(server.url, asRequest(question, id), leaves);
    times.push(performance.now() - from);
    ledger.ended(id, 'answered');
    judge(id, status, JSON.parse(body));
  } catch (error) {
    if (leaves === undefined) faults.push(`${id} was not answered: ${error}`);
    left += 1;
    ledger.ended(id, 'left');
  }
}

function asRequest({ as, query, variables }: Question, id: string) {
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${tokens.get(as)}`,
    'x-request-id': id,
  };
  return { method: 'POST', path: '/graphql', headers, body: JSON.stringify({ query, variables }) };
}

interface Told {
  readonly data?: { readonly walletTransactionCreate?: { readonly transaction: object | null } | null };
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

function judge(id: string, status: number, { data, errors = [] }: Told): void {
  if (status !== 200) faults.push(`${id} was answered with ${status}: ${JSON.stringify(errors)}`);
  for (const { extensions } of errors) {
    codes.set(extensions.code, (codes.get(extensions.code) ?? 0) + 1);
    if (!foreseen.test(extensions.code)) faults.push(`${id} had an error that nobody foresaw: ${extensions.code}`);
  }
  if (data?.walletTransactionCreate?.transaction) ledger.done(id);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
