import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { bearer, post, serve } from './server.ts';

describe('a client that goes away', () => {
  it('is listened for no longer than until its answer is made', async () => {
    const sandbox = await startSandbox();
    const server = await serve(sandbox);
    const query = '{ customer(customerId: "C1001") { firstName } }';
    const request = post(query, bearer(await sandbox.token('helpdesk')));
    const { signal } = request;
    const counts: number[] = [];
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (type: string, listener: EventListenerOrEventListenerObject) => {
      listeners += 1;
      counts.push(listeners);
      add(type, listener);
    };
    signal.removeEventListener = (type: string, listener: EventListenerOrEventListenerObject) => {
      listeners -= 1;
      counts.push(listeners);
      remove(type, listener);
    };
    expect((await server.app.fetch(request)).status).toBe(200);
    expect(counts).toEqual([1, 0]);
    await server.close();
    await sandbox.close();
  });

  it('has nothing called for it where it had gone before', async () => {
    const sandbox = await startSandbox();
    const server = await serve(sandbox);
    const query = '{ customer(customerId: "C1001") { firstName } }';
    const request = post(query, bearer(await sandbox.token('helpdesk')));
    const before = sandbox.calls.length;
    await server.app.fetch(new Request(request, { signal: AbortSignal.abort() }));
    expect(sandbox.calls.slice(before)).toEqual([]);
    expect(server.lines.at(-1)).toMatchObject({ msg: 'request', status: 499, upstreamCalls: 0 });
    await server.close();
    await sandbox.close();
  });
});
