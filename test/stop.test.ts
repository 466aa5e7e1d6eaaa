import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../src/sandbox/sandbox.ts';
import { run } from './run-server.ts';
import { open, wire } from './server/http/socket.ts';

let dintero: Sandbox;
beforeAll(async () => {
  dintero = await startSandbox();
});
afterAll(() => dintero.close());

const health = wire('GET /health HTTP/1.1', { host: 'api.example.com' });

describe('a server that is told to stop', () => {
  it('says so while its port is open, ends what runs, lets go of its connections, and exits', async () => {
    const program = run({
      NODE_ENV: 'production',
      PORT: '0',
      HOST: '127.0.0.1',
      DINTERO_ACCOUNT_ID: 'T00000001',
      DINTERO_CLIENT_ID: 'bff',
      DINTERO_CLIENT_SECRET: 'sandbox-secret',
      DINTERO_BASE_URL: dintero.url,
      SHUTDOWN_DELAY: '1500',
    });
    const [, url = ''] = await program.says(/"url":"([^"]+)"/);
    const silent = await open(url);
    const kept = await open(url);
    kept.write(health);
    await kept.says(/\{"live":true\}/);

    // It takes longer than the port stays open.
    dintero.fail({ on: 'getCustomer', delay: 2_500 });
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${await dintero.token('helpdesk')}` };
    const body = JSON.stringify({ query: '{ customer(customerId: "C1001") { customerId } }' });
    dintero.clearCalls();
    const running = fetch(`${url}/graphql`, { method: 'POST', headers, body });
    await expect.poll(() => dintero.calls.length).toBe(1);

    const ended = program.end('SIGTERM');
    const ready = () => fetch(`${url}/ready`, { headers: { connection: 'close' } });
    await expect.poll(async () => (await ready()).status).toBe(503);
    expect(await (await ready()).json()).toMatchObject({ ready: false, draining: true });
    // What still comes is answered, and its connection is closed.
    kept.write(health);
    expect(await kept.ended()).toMatch(/\{"live":true\}.*connection: close.*\{"live":true\}$/is);
    const answer = await running;
    expect([answer.headers.get('connection'), await answer.json()]).toEqual([
      'close',
      { data: { customer: { customerId: 'C1001' } } },
    ]);
    expect(await silent.ended()).toBe('');
    await expect(ready()).rejects.toThrow();
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
  });
});
