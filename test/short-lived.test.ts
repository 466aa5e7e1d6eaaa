import { Pool } from 'undici';
import { expect, it, onTestFinished } from 'vitest';
import { freePort } from '../bench/measure/ports.ts';
import { imageFlags, productEnv } from '../bench/servers/servers.ts';
import { makeTokens } from '../bench/tokens.ts';
import { bodyOf, type Workload, workloads } from '../bench/workloads.ts';
import { benchUpstream } from './bench-upstream.ts';
import { run } from './run-server.ts';

/**
 * Bytes that V8 moved to its old objects each time when it looked only for young ones that are needed no more. Node 26 writes
 * JSON, those before it `name=value`.
 */
function moved(output: string): number[] {
  return [...output.matchAll(/\bgc"?[=:]"?s\b.*\bpromoted"?[=:](\d+)\b/g)].map(([, bytes]) => Number(bytes));
}

/** Has V8 print its collections, and make a full one when it is told to: what runs then is among its old objects from then on. */
const watched = [
  ...imageFlags,
  '--trace-gc-nvp',
  '--expose-gc',
  '--import',
  'data:text/javascript,process.on("SIGUSR2", () => { gc(); })',
];

/** Asks so often, 32 at once. */
async function ask(pool: Pool, workload: Workload, tokens: readonly string[], times: number): Promise<void> {
  let next = 0;
  const askOn = async () => {
    for (let n = next++; n < times; n = next++) {
      const { statusCode, body } = await pool.request({
        path: '/graphql',
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens[n % tokens.length]}` },
        body: bodyOf(workload, 1 + (n % 64)),
      });
      await body.dump();
      expect(statusCode).toBe(200);
    }
  };
  await Promise.all(Array.from({ length: 32 }, askOn));
}

// What a request read is needed no more when it is answered. What V8 counts among its old objects all the same it copies first,
// and keeps until its next full collection: 6 kB of each request for a `Set` of what runs, more than 100 kB of each answer with
// 50 receipts where V8 guesses which objects will last. That is megabytes each time; without either it is some 20 kB.
it.each([
  ['oneName', 3_000],
  ['receipts50', 700],
])(
  'of an answered request hardly anything lasts: %s',
  async (name, times) => {
    const workload = workloads.find((each) => each.name === name);
    if (workload === undefined) throw new Error(`There is no workload ${name}.`);
    const tokens = await makeTokens();
    const upstream = await benchUpstream(tokens.keys);
    onTestFinished(upstream.close);
    const port = await freePort();
    const { origin } = upstream;
    const place = { port, upstream: `${origin}/v1`, keys: `${origin}/keys`, directory: '' };
    // Where Yoga answers everything, it keeps megabytes each time, which is not ours to change.
    const program = run(productEnv(place), ...watched);
    await program.says(/"ready"/);
    const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 32 });
    onTestFinished(() => pool.close());
    await ask(pool, workload, tokens.good, times);
    setTimeout(() => process.kill(program.pid, 'SIGUSR2'), 100);
    await ask(pool, workload, tokens.good, times);
    const { stdout } = await program.end('SIGTERM');
    const last = moved(stdout).slice(-6);
    expect(last).toHaveLength(6);
    // What lasts is moved each second time. The least of pairs: V8 may make a full collection by itself beside one of them.
    const pairs = last.slice(1).map((bytes, at) => bytes + (last[at] ?? Number.NaN));
    expect(Math.min(...pairs)).toBeLessThan(300_000);
  },
  60_000,
);
