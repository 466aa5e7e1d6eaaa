import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Sandbox, startSandbox } from '../src/sandbox/sandbox.ts';
import { type Program, run } from './program.ts';

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

/** Linux tells it; elsewhere the test fails. */
async function firstChildOf({ pid }: Program): Promise<number> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return Number.parseInt(children, 10);
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
