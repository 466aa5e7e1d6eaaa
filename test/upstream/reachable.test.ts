import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { openUpstream, startServer } from './server.ts';

describe('upstream is reachable', () => {
  it.each([200, 401, 500])('when it answers, even with %i', async (status) => {
    const server = await startServer((_, response) => response.writeHead(status).end());
    await expect(openUpstream(server).outage()).resolves.toBeNull();
    expect(server.seen[0]).toMatchObject({ method: 'GET', url: '/v1/accounts/T00000001/auth/keys' });
    expect(server.seen[0]?.headers.authorization).toBeUndefined();
  });

  it('by one question at a time, remembered for a while', async () => {
    const held: ServerResponse[] = [];
    const arrived = Promise.withResolvers<void>();
    const server = await startServer((_, response) => {
      held.push(response);
      arrived.resolve();
    });
    const upstream = openUpstream(server);
    const both = Promise.all([upstream.outage(), upstream.outage()]);
    await arrived.promise;
    for (const response of held) response.end();
    await expect(both).resolves.toEqual([null, null]);
    await expect(upstream.outage()).resolves.toBeNull();
    expect(server.seen).toHaveLength(1);
  });
});

describe('upstream is not reachable', () => {
  it('at an address where the account has no keys', async () => {
    const server = await startServer((_, response) => response.writeHead(404).end());
    await expect(openUpstream(server).outage()).resolves.toEqual({ reason: 'path', fault: null });
  });

  it('when nobody is there', async () => {
    await expect(openUpstream({ origin: 'http://127.0.0.1:1' }).outage()).resolves.toMatchObject({
      reason: 'connection',
      fault: 'ECONNREFUSED',
    });
  });

  it('when it closes the connection without an answer', async () => {
    const server = await startServer((_, response) => response.destroy());
    await expect(openUpstream(server).outage()).resolves.toMatchObject({ reason: 'connection' });
  });
});
