import { describe, expect, it } from 'vitest';
import { createCircuit } from '../../src/upstream/circuit.ts';
import { createCustomer, getCustomer } from '../../src/upstream/endpoints/customers.ts';
import { getCard } from '../../src/upstream/endpoints/wallets.ts';
import { askedFor, failureOf, json, openSession, openUpstream, startServer } from './server.ts';

const write = { body: { type: 'customer' } } as const;
const c1 = { path: { customer_id: 'c1' } };

describe('a circuit', () => {
  function circuit() {
    let time = 0;
    const { enter } = createCircuit({ window: 10_000, minimum: 4, share: 0.5, probeEvery: 1_000, now: () => time });
    const end = (...downs: boolean[]) => {
      for (const down of downs) enter()?.end(down);
    };
    return { enter, end, at: (milliseconds: number) => (time = milliseconds) };
  }

  it('opens when the share of failures is reached, not before there are enough ends', () => {
    const { enter, end } = circuit();
    end(true, true, true);
    expect(enter()).toBeDefined();
    end(true);
    expect(enter()).toBeUndefined();
  });

  it('opens by a share, whatever the order', () => {
    const { enter, end } = circuit();
    end(true, false, false, false, true);
    expect(enter()).toBeDefined();
    end(true);
    expect(enter()).toBeUndefined();
  });

  it('forgets what is older than its window', () => {
    const { enter, end, at } = circuit();
    end(true, true, true);
    at(10_000);
    end(true, true, true);
    expect(enter()).toBeDefined();
  });

  it('remembers what is younger, step by step', () => {
    const { enter, end, at } = circuit();
    for (const time of [0, 3_000, 6_000]) {
      at(time);
      end(true);
    }
    at(9_999);
    expect(enter()).toBeDefined();
    end(true);
    expect(enter()).toBeUndefined();
  });

  it('lets one probe through a second', () => {
    const { enter, end, at } = circuit();
    end(true, true, true, true);
    at(999);
    expect(enter()).toBeUndefined();
    at(1_000);
    expect(enter()?.probe).toBe(true);
    expect(enter()).toBeUndefined();
    at(2_000);
    expect(enter()?.probe).toBe(true);
  });

  it('closes when a probe finds the service, and begins to count anew', () => {
    const { enter, end, at } = circuit();
    end(true, true, true, true);
    at(1_000);
    end(false);
    end(true, true, true);
    expect(enter()?.probe).toBe(false);
  });

  it('stays open when a probe fails, or an older call comes back', () => {
    const { enter, end, at } = circuit();
    const old = enter();
    end(true, true, true, true);
    at(1_000);
    end(true);
    old?.end(false);
    expect(enter()).toBeUndefined();
  });
});

describe('a service that was not there for ten requests', () => {
  it('is not called for a while, by no request', async () => {
    const server = await startServer((_, response) => json(response, {}, 503));
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
      else json(response, {}, 503);
    });
    const upstream = openUpstream(server);
    for (let call = 0; call < 9; call += 1) await failureOf(openSession(upstream).call(createCustomer, write));
    await failureOf(openSession(upstream, { signal: client.signal }).call(getCustomer, c1));
    await failureOf(openSession(upstream).call(createCustomer, write));
    expect(await failureOf(openSession(upstream).call(createCustomer, write))).toMatchObject({ outcome: 'NOT_SENT' });
  });

  it('leaves the others as they are', async () => {
    const server = await startServer((request, response) =>
      json(response, askedFor(request), request.url.includes('/customers/') ? 503 : 200),
    );
    const upstream = openUpstream(server);
    for (let call = 0; call < 11; call += 1) await failureOf(openSession(upstream).call(createCustomer, write));
    const card = openSession(upstream).call(getCard, { path: { card_id: 'w1' } });
    await expect(card).resolves.toMatchObject({ card_id: 'w1' });
  });

  it('may have failed by not answering', async () => {
    const server = await startServer(() => {});
    const upstream = openUpstream(server, { callTimeout: 30 });
    await Promise.all(Array.from({ length: 10 }, () => failureOf(openSession(upstream).call(createCustomer, write))));
    const error = await failureOf(openSession(upstream).call(createCustomer, write));
    expect(error).toMatchObject({ kind: 'unavailable', outcome: 'NOT_SENT' });
  });
});

describe('what this process slept through', () => {
  it('does not cut a service off', async () => {
    const server = await startServer((request, response) => {
      if (request.method === 'GET') json(response, askedFor(request));
    });
    const upstream = openUpstream(server, { callTimeout: 1_000 });
    const calls = Array.from({ length: 12 }, () => failureOf(openSession(upstream).call(createCustomer, write)));
    // Nothing of this process runs meanwhile, as when it is stopped.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_500);
    for (const { kind } of await Promise.all(calls)) expect(kind).toBe('timeout');
    await expect(openSession(upstream).call(getCustomer, c1)).resolves.toMatchObject({ customer_id: 'c1' });
  });
});

describe('what does not cut a service off', () => {
  it.each([400, 401, 404, 408, 409, 429, 500, 501])('is an answer of %i', async (status) => {
    const server = await startServer((_, response) => json(response, {}, status));
    const upstream = openUpstream(server);
    for (let call = 0; call < 11; call += 1) await failureOf(openSession(upstream).call(getCustomer, c1));
    expect(server.seen).toHaveLength(11);
  });

  it('is one request, however many of its calls fail', async () => {
    const server = await startServer((_, response) => json(response, {}, 503));
    const upstream = openUpstream(server);
    const session = openSession(upstream);
    await Promise.all(Array.from({ length: 12 }, () => failureOf(session.call(createCustomer, write))));
    await failureOf(openSession(upstream).call(createCustomer, write));
    expect(server.seen).toHaveLength(13);
  });

  it('is a client that goes away', async () => {
    const server = await startServer(() => {});
    const upstream = openUpstream(server);
    const client = new AbortController();
    const calls = Array.from({ length: 11 }, () =>
      failureOf(openSession(upstream, { signal: client.signal }).call(getCustomer, c1)),
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
