import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Sandbox, startSandbox } from '../src/sandbox/sandbox.ts';
import type { Program } from './program.ts';
import { run } from './run-server.ts';

let dintero: Sandbox;
let token: string;
beforeAll(async () => {
  dintero = await startSandbox();
  token = await dintero.token('helpdesk');
});
afterAll(() => dintero.close());

const account = {
  NODE_ENV: 'production',
  PORT: '0',
  HOST: '127.0.0.1',
  WORKERS: '2',
  DINTERO_ACCOUNT_ID: 'T00000001',
  DINTERO_CLIENT_ID: 'bff',
  DINTERO_CLIENT_SECRET: 'sandbox-secret',
};

/** Two workers that serve, and where. */
async function twoWorkers(env: Readonly<Record<string, string>> = {}): Promise<readonly [Program, string]> {
  const program = run({ ...account, DINTERO_BASE_URL: dintero.url, ...env });
  const [, url = ''] = await program.says(/"url":"([^"]+)"/);
  await program.says(/"worker":2.*"msg":"ready"/);
  return [program, url];
}

/** Asks for a customer over a connection of its own, so that any worker may get it. */
async function ask(url: string, customerId = 'C1001'): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, connection: 'close' },
    body: JSON.stringify({ query: `{ customer(customerId: "${customerId}") { customerId } }` }),
  });
  return response.json();
}

const answer = { data: { customer: { customerId: 'C1001' } } };

/** Process ids of the workers, oldest first. Linux tells them; elsewhere the test fails. */
async function childrenOf({ pid }: Program): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return children.trim().split(' ').filter(Boolean).map(Number);
}

async function firstChildOf(program: Program): Promise<number> {
  return (await childrenOf(program))[0] ?? Number.NaN;
}

/** Whether a process runs: one that has ended is there until its parent has taken note. */
function lives(pid: number): boolean {
  const file = `/proc/${pid}/stat`;
  return existsSync(file) && !/\) [XZ] /.test(readFileSync(file, 'utf8'));
}

interface Line {
  readonly worker?: number;
  readonly msg: string;
  readonly [fact: string]: unknown;
}

const linesOf = (stdout: string): Line[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

/** Which worker served each request. */
const workersOf = (stdout: string) => linesOf(stdout).flatMap(({ msg, worker }) => (msg === 'request' ? [worker] : []));

// Each starts three or four processes, on machines that may be busy.
describe('several workers', { timeout: 120_000 }, () => {
  it('share the port, and each of their log lines tells which it is', async () => {
    const [program, url] = await twoWorkers({ GRAPHIQL: 'on', ALLOW_IN_PRODUCTION: 'GRAPHIQL' });
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(url)));
    expect(answers).toEqual(Array.from({ length: 10 }, () => answer));
    const { code, stdout, stderr } = await program.end('SIGTERM');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const workers = workersOf(stdout);
    expect([workers.length, new Set(workers)]).toEqual([10, new Set([1, 2])]);
    // Said once, not by each.
    expect(linesOf(stdout).filter(({ settings }) => settings !== undefined)).toHaveLength(1);
  });

  it('drain one by one on SIGTERM: what runs and what still comes is answered, in no more than the time given', async () => {
    const [program, url] = await twoWorkers({ SHUTDOWN_DELAY: '1000', SHUTDOWN_TIMEOUT: '20000' });
    dintero.clearCalls();
    // They take longer than the port stays open.
    dintero.fail({ on: 'getCustomer', delay: 2_500, times: 6 });
    const running = Array.from({ length: 6 }, () => ask(url));
    await expect.poll(() => dintero.calls.length).toBe(6);

    const ended = program.end('SIGTERM');
    const ready = () => fetch(`${url}/ready`, { headers: { connection: 'close' } });
    await expect.poll(async () => (await ready()).status).toBe(503);
    const both = await Promise.all([ready(), ready(), ready(), ready()]);
    expect(both.map(({ status }) => status)).toEqual([503, 503, 503, 503]);
    const late = await Promise.all(Array.from({ length: 6 }, () => ask(url)));
    expect(await Promise.all(running)).toEqual(Array.from({ length: 6 }, () => answer));
    expect(late).toEqual(Array.from({ length: 6 }, () => answer));
    const { code, stdout, stderr } = await ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(new Set(workersOf(stdout))).toEqual(new Set([1, 2]));
    await expect(ready()).rejects.toThrow();
  });

  it('drain one by one without a delay too: while one ends what it runs, another takes what is new', async () => {
    const [program, url] = await twoWorkers({ SHUTDOWN_DELAY: '0', SHUTDOWN_TIMEOUT: '40000' });
    dintero.clearCalls();
    dintero.fail({ on: 'getCustomer', delay: 3_000, times: 6 });
    let ended = false;
    const running = Array.from({ length: 6 }, async () => {
      const given = await ask(url);
      ended = true;
      return given;
    });
    await expect.poll(() => dintero.calls.length).toBe(6);
    const end = program.end('SIGTERM');
    // New connections one after the other, until the first of what ran before has been answered.
    const late: unknown[] = [];
    do late.push(await ask(url));
    while (!ended);
    expect(late).toEqual(late.map(() => answer));
    expect(await Promise.all(running)).toEqual(running.map(() => answer));
    const { code, stdout, stderr } = await end;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    // Both had some of what ran.
    expect(new Set(workersOf(stdout))).toEqual(new Set([1, 2]));
  });

  it('end what they run on Ctrl-C, which reaches each of them', async () => {
    const [program, url] = await twoWorkers({ SHUTDOWN_DELAY: '0' });
    dintero.clearCalls();
    dintero.fail({ on: 'getCustomer', delay: 1_000, times: 4 });
    const running = Array.from({ length: 4 }, () => ask(url));
    await expect.poll(() => dintero.calls.length).toBe(4);
    for (const pid of await childrenOf(program)) process.kill(pid, 'SIGINT');
    const end = program.end('SIGINT');
    expect(await Promise.all(running)).toEqual(running.map(() => answer));
    const { code, stdout, stderr } = await end;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).not.toContain('is replaced');
  });

  it('are killed when they do not end in their time, and the status says so', async () => {
    const [program, url] = await twoWorkers({ SHUTDOWN_DELAY: '0', SHUTDOWN_TIMEOUT: '1000' });
    const children = await childrenOf(program);
    expect(children).toHaveLength(2);
    process.kill(children[0] ?? Number.NaN, 'SIGSTOP');
    expect(await program.end('SIGTERM')).toMatchObject({ code: 1 });
    await expect.poll(() => children.filter(lives), { timeout: 10_000 }).toEqual([]);
    await expect(fetch(`${url}/ready`)).rejects.toThrow();
  });

  it('make the status say so when one of them ends badly while it stops', async () => {
    const [program, url] = await twoWorkers({ SHUTDOWN_DELAY: '2000', SHUTDOWN_TIMEOUT: '20000' });
    const end = program.end('SIGTERM');
    await expect.poll(async () => (await fetch(`${url}/ready`, { headers: { connection: 'close' } })).status).toBe(503);
    process.kill(await firstChildOf(program), 'SIGKILL');
    expect(await end).toMatchObject({ code: 1 });
  });

  it('end at once when their program is told to end twice', async () => {
    const [program, url] = await twoWorkers({ SHUTDOWN_DELAY: '20000', SHUTDOWN_TIMEOUT: '40000' });
    const children = await childrenOf(program);
    const end = program.end('SIGTERM');
    await expect.poll(async () => (await fetch(`${url}/ready`, { headers: { connection: 'close' } })).status).toBe(503);
    process.kill(program.pid, 'SIGTERM');
    expect(await end).toMatchObject({ code: 1 });
    await expect.poll(() => children.filter(lives), { timeout: 10_000 }).toEqual([]);
  });

  it('that end again and again are replaced after longer and longer', async () => {
    const [program, url] = await twoWorkers({ SHUTDOWN_DELAY: '0' });
    const [first, second = Number.NaN] = await childrenOf(program);
    const killed = new Set<number>();
    for (let victim = second; killed.size < 5; ) {
      process.kill(victim, 'SIGKILL');
      killed.add(victim);
      await expect
        .poll(
          async () => {
            victim = (await childrenOf(program)).find((pid) => pid !== first && !killed.has(pid)) ?? Number.NaN;
            return victim;
          },
          { timeout: 20_000 },
        )
        .toBeGreaterThan(0);
    }
    expect(await ask(url)).toEqual(answer);
    const { stdout } = await program.end('SIGTERM');
    const pauses = linesOf(stdout).flatMap(({ msg, pause }) => (msg.endsWith('is replaced') ? [Number(pause)] : []));
    // The first has lived, for how long the machine decides.
    const [, , , fourth, fifth] = pauses;
    expect(pauses).toHaveLength(5);
    expect([400, 800, 1_600]).toContain(fourth);
    expect(fifth).toBe(2 * (fourth ?? Number.NaN));
  });

  it('are replaced when they end by themselves, while the others serve', async () => {
    const [program, url] = await twoWorkers({ SHUTDOWN_DELAY: '0' });
    process.kill(await firstChildOf(program), 'SIGKILL');
    await program.says(/"ended":\d.*"signal":"SIGKILL".*"msg":"a worker ended and is replaced"/);
    expect(await ask(url)).toEqual(answer);
    await program.says(/"worker":3.*"msg":"ready"/);
    expect(await Promise.all([ask(url), ask(url), ask(url), ask(url)])).toEqual([answer, answer, answer, answer]);
    const { code, stdout } = await program.end('SIGTERM');
    expect(code).toBe(0);
    expect(workersOf(stdout)).toContain(3);
  });

  it('end the program when the last of them ends, which the log says', async () => {
    const [program] = await twoWorkers();
    for (const pid of await childrenOf(program)) process.kill(pid, 'SIGKILL');
    const { code, stdout } = await program.end();
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /"level":60.*"ended":\d.*"signal":"SIGKILL","msg":"the last worker ended, and the server with it"/,
    );
  });

  it('are replaced when told to end by somebody else, after what they run', async () => {
    const [program, url] = await twoWorkers({ SHUTDOWN_DELAY: '0' });
    dintero.clearCalls();
    dintero.fail({ on: 'getCustomer', delay: 500, times: 2 });
    const running = [ask(url), ask(url)];
    await expect.poll(() => dintero.calls.length).toBe(2);
    process.kill(await firstChildOf(program), 'SIGTERM');
    expect(await Promise.all(running)).toEqual([answer, answer]);
    await program.says(/"ended":1,"code":0.*"msg":"a worker ended and is replaced"/);
    await program.says(/"worker":3.*"msg":"ready"/);
    expect(await program.end('SIGTERM')).toMatchObject({ code: 0 });
  });
});

describe('several workers that cannot start', () => {
  it('say once which setting is wrong, before there is any', async () => {
    const program = run({ ...account, REQUEST_TIMEOUT: 'soon' });
    expect(await program.end()).toEqual({
      code: 1,
      stdout: '',
      stderr: 'The configuration is wrong:\n  REQUEST_TIMEOUT must be a whole number from 100 to 600000.\n',
    });
  });

  it('say once that the port is in use, and end with what the first ended with', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    const program = run({ ...account, DINTERO_BASE_URL: dintero.url, PORT: port });
    expect(await program.end()).toEqual({
      code: 1,
      stdout: '',
      stderr: `Port ${port} is in use. Set PORT to another one, or stop the program that has it.\n`,
    });
  });
});
