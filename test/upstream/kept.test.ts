import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { getCustomer } from '../../src/upstream/endpoints/customers.ts';
import { askedFor, json, openSession, openUpstream } from './server.ts';

it('a connection is kept for half a minute without a call, where upstream does not say how long', async () => {
  const server = createServer((request, response) => json(response, askedFor({ url: request.url ?? '' })));
  // Node would say how long it keeps them.
  server.keepAliveTimeout = 0;
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const session = openSession(openUpstream({ origin }, { connections: 1 }));
  const ask = () => session.call(getCustomer, { path: { customer_id: 'c1' } });
  const seen: number[] = [];
  for (const pause of [0, 25_000, 25_000, 31_000]) {
    vi.advanceTimersByTime(pause);
    await ask();
    seen.push(connections);
    // The time without a call begins when undici has dealt with the answer.
    await new Promise(setImmediate);
  }
  expect(seen).toEqual([1, 1, 1, 2]);
});
