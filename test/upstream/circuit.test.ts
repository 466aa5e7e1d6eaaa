import { describe, expect, it } from 'vitest';
import { createCircuit } from '../../src/upstream/circuit.ts';
import { createCustomer, getCustomer } from '../../src/upstream/endpoints/customers.ts';
import { getCard } from '../../src/upstream/endpoints/wallets.ts';
import { failureOf, json, openSession, openUpstream, startServer } from './server.ts';

const write = { body: { type: 'customer' } } as const;
const c1 = { path: { customer_id: 'c1' } };

describe('a circuit', () => {
  function circuit() {
    let time = 0;
    const made = createCircuit({ failures: 3, openFor: 5_000, now: () => time });
    const fail = (times: number) => {
      for (let call = 0; call < times; call += 1) made.record(true);
    };
    return { ...made, fail, at: (milliseconds: number) => (time = milliseconds) };
  }

  it('lets calls through until a run of failures is long enough', () => {
    const { allows, fail } = circuit();
    fail(2);
    expect(allows()).toBe(true);
    fail(1);
    expect(allows()).toBe(false);
  });

  it('begins to count anew after a success', () => {
    const { allows, fail, record } = circuit();
    fail(2);
    record(false);
    fail(2);
    expect(allows()).toBe(true);
  });

  it('lets one call through when its time is over', () => {
    const { allows, fail, at } = circuit();
    fail(3);
    at(4_999);
    expect(allows()).toBe(false);
    at(5_000);
    expect(allows()).toBe(true);
    expect(allows()).toBe(false);
  });

  it('closes when that call succeeds', () => {
    const { allows, fail, record, at } = circuit();
    fail(3);
    at(5_000);
    allows();
    record(false);
    expect(allows()).toBe(true);
    expect(allows()).toBe(true);
  });

  it('stays open for as long again when that call fails', () => {
    const { allows, fail, at } = circuit();
    fail(3);
    at(5_000);
    allows();
    at(6_000);
    fail(1);
    at(10_999);
    expect(allows()).toBe(false);
    at(11_000);
    expect(allows()).toBe(true);
  });

  it('lets another call through when nothing was heard of that one', () => {
    const { allows, fail, at } = circuit();
    fail(3);
    at(5_000);
    allows();
    at(10_000);
    expect(allows()).toBe(true);
  });
});

describe('a service that failed ten times in a row', () => {
  it('is not called for a while, by no request', async () => {
    const server = await startServer((_, response) => json(response, {}, 500));
    const upstream = openUpstream(server);
    for (let call = 0; call < 10; call += 1) {
      expect(await failureOf(openSession(upstream).call(createCustomer, write))).toMatchObject({ outcome: 'UNKNOWN' });
    }
    const session = openSession(upstream);
    const error = await failureOf(session.call(createCustomer, write));
    expect(error).toMatchObject({ kind: 'unavailable', outcome: 'NOT_SENT', status: undefined });
    expect(server.seen).toHaveLength(10);
    expect(session.callCount).toBe(0);
  });

  it('is not called again by way of a retry', async () => {
    const server = await startServer((_, response) => json(response, {}, 503));
    const upstream = openUpstream(server);
    for (let call = 0; call < 9; call += 1) await failureOf(openSession(upstream).call(createCustomer, write));
    const error = await failureOf(openSession(upstream).call(getCustomer, c1));
    expect(error).toMatchObject({ kind: 'unavailable', outcome: 'NOT_SENT' });
    expect(server.seen).toHaveLength(10);
  });

  it('may have had clients that went away in between', async () => {
    const client = new AbortController();
    const server = await startServer(({ method }, response) => {
      if (method === 'GET') client.abort();
      else json(response, {}, 500);
    });
    const upstream = openUpstream(server);
    for (let call = 0; call < 9; call += 1) await failureOf(openSession(upstream).call(createCustomer, write));
    await failureOf(openSession(upstream, { signal: client.signal }).call(getCustomer, c1));
    await failureOf(openSession(upstream).call(createCustomer, write));
    expect(await failureOf(openSession(upstream).call(createCustomer, write))).toMatchObject({ outcome: 'NOT_SENT' });
  });

  it('leaves the others as they are', async () => {
    const server = await startServer(({ url }, response) =>
      json(response, {}, url.includes('/customers/') ? 500 : 200),
    );
    const upstream = openUpstream(server);
    for (let call = 0; call < 11; call += 1) await failureOf(openSession(upstream).call(createCustomer, write));
    await expect(openSession(upstream).call(getCard, { path: { card_id: 'w1' } })).resolves.toEqual({});
  });

  it('may have failed by not answering', async () => {
    const server = await startServer(() => {});
    const upstream = openUpstream(server, { callTimeout: 30 });
    await Promise.all(Array.from({ length: 10 }, () => failureOf(openSession(upstream).call(createCustomer, write))));
    const error = await failureOf(openSession(upstream).call(createCustomer, write));
    expect(error).toMatchObject({ kind: 'unavailable', outcome: 'NOT_SENT' });
  });
});

describe('what does not cut a service off', () => {
  it.each([400, 401, 404, 409, 429])('is an answer of %i', async (status) => {
    const server = await startServer((_, response) => json(response, {}, status));
    const upstream = openUpstream(server);
    for (let call = 0; call < 11; call += 1) await failureOf(openSession(upstream).call(getCustomer, c1));
    expect(server.seen).toHaveLength(11);
  });

  it('is a client that goes away', async () => {
    const server = await startServer(() => {});
    const upstream = openUpstream(server);
    const client = new AbortController();
    const calls = Array.from({ length: 11 }, () =>
      failureOf(openSession(upstream, { signal: client.signal }).call(createCustomer, write)),
    );
    client.abort();
    await Promise.all(calls);
    const last = openSession(upstream, { deadline: Date.now() + 50 }).call(createCustomer, write);
    expect((await failureOf(last)).kind).toBe('timeout');
  });

  it('is a request that had hardly any time left', async () => {
    const server = await startServer(() => {});
    const upstream = openUpstream(server);
    const short = () => openSession(upstream, { deadline: Date.now() + 30 }).call(createCustomer, write);
    await Promise.all(Array.from({ length: 10 }, () => failureOf(short())));
    expect((await failureOf(short())).kind).toBe('timeout');
  });
});
