import { describe, expect, it } from 'vitest';
import { createCustomer, getCustomer } from '../../src/upstream/endpoints/customers.ts';
import { createTransaction, getCard } from '../../src/upstream/endpoints/wallets.ts';
import type { UnheardWrite } from '../../src/upstream/reports.ts';
import { askedFor, failureOf, json, openSession, openUpstream, startServer } from './server.ts';

const c1 = { path: { customer_id: 'c1' } };
const write = { body: { type: 'customer' } } as const;

describe('the time of a call', () => {
  it('is over after the call timeout', async () => {
    const server = await startServer(() => {});
    const session = openSession(openUpstream(server, { callTimeout: 50 }));
    const error = await failureOf(session.call(createCustomer, write));
    expect(error).toMatchObject({ kind: 'timeout', outcome: 'UNKNOWN' });
  });

  it('is over at the deadline of the request, where that comes first', async () => {
    const server = await startServer(() => {});
    const session = openSession(openUpstream(server, { callTimeout: 600_000 }), { deadline: Date.now() + 100 });
    const error = await failureOf(session.call(createCustomer, write));
    expect(error).toMatchObject({ kind: 'timeout', outcome: 'UNKNOWN' });
  });

  it('covers the body too', async () => {
    const server = await startServer((_, response) => response.writeHead(200).write('{'));
    const session = openSession(openUpstream(server, { callTimeout: 100 }));
    const error = await failureOf(session.call(createCustomer, write));
    expect(error).toMatchObject({ kind: 'timeout', outcome: 'UNKNOWN' });
  });

  it('covers the wait for a connection, and then nothing was sent', async () => {
    const server = await startServer(() => {});
    // The first has more time: as soon as it is over, its connection is free.
    const upstream = openUpstream(server, { callTimeout: 1000, connections: 1 });
    const [first, second] = await Promise.all([
      failureOf(openSession(upstream).call(createCustomer, write)),
      failureOf(openSession(upstream, { deadline: Date.now() + 100 }).call(createCustomer, write)),
    ]);
    expect(first).toMatchObject({ kind: 'timeout', outcome: 'UNKNOWN' });
    expect(second).toMatchObject({ kind: 'timeout', outcome: 'NOT_SENT' });
    expect(server.seen).toHaveLength(1);
  });

  it('covers the wait for other calls of the request, and then nothing was sent', async () => {
    const server = await startServer(() => {});
    const session = openSession(openUpstream(server, { concurrency: 1 }), { deadline: Date.now() + 100 });
    const [first, second] = await Promise.all([
      failureOf(session.call(createCustomer, write)),
      failureOf(session.call(createCustomer, write)),
    ]);
    expect(first).toMatchObject({ kind: 'timeout', outcome: 'UNKNOWN' });
    expect(second).toMatchObject({ kind: 'timeout', outcome: 'NOT_SENT' });
    expect(session.callCount).toBe(1);
  });

  it('is over before anything is sent where the deadline has passed', async () => {
    const server = await startServer((_, response) => json(response, {}));
    const session = openSession(openUpstream(server), { deadline: Date.now() - 1 });
    const error = await failureOf(session.call(createCustomer, write));
    expect(error).toMatchObject({ kind: 'timeout', outcome: 'NOT_SENT' });
    expect(server.seen).toHaveLength(0);
  });
});

describe('a client that goes away', () => {
  it('ends its reads upstream', async () => {
    const client = new AbortController();
    const { promise: closed, resolve: onClose } = Promise.withResolvers<void>();
    const server = await startServer((_, response) => {
      response.on('close', onClose);
      client.abort();
    });
    const session = openSession(openUpstream(server), { signal: client.signal });
    const error = await failureOf(session.call(getCustomer, c1));
    expect(error).toMatchObject({ kind: 'aborted', outcome: 'UNKNOWN' });
    await closed;
  });

  it.each([
    [200, { customer_id: 'new' }, 'DONE'],
    [409, {}, 'REFUSED'],
    [500, {}, 'UNKNOWN'],
    [200, {}, 'UNKNOWN'],
  ])('does not cut a write that was sent: an answer of %i %j is %s', async (status, answer, outcome) => {
    const client = new AbortController();
    const server = await startServer((_, response) => {
      client.abort();
      setImmediate(() => json(response, answer, status));
    });
    const unheard: UnheardWrite[] = [];
    const upstream = openUpstream(server, { onUnheardWrite: (write) => unheard.push(write) });
    const session = openSession(upstream, { signal: client.signal });
    const [ended] = await Promise.allSettled([session.call(createCustomer, write)]);
    expect(ended.status).toBe(outcome === 'DONE' ? 'fulfilled' : 'rejected');
    expect(unheard).toEqual([{ requestId: 'request-1', endpoint: 'createCustomer', outcome, refId: null }]);
  });

  it('leaves the key of its write behind', async () => {
    const client = new AbortController();
    const server = await startServer(() => client.abort());
    const unheard: UnheardWrite[] = [];
    const upstream = openUpstream(server, { callTimeout: 500, onUnheardWrite: (write) => unheard.push(write) });
    const session = openSession(upstream, { signal: client.signal });
    const body = { card_id: 'GK1', amount: 100, currency: 'NOK', ref_id: 'sale-1' } as const;
    expect((await failureOf(session.call(createTransaction, { body }))).kind).toBe('timeout');
    expect(unheard).toEqual([
      { requestId: 'request-1', endpoint: 'createTransaction', outcome: 'UNKNOWN', refId: 'sale-1' },
    ]);
  });

  it('makes no more calls', async () => {
    const server = await startServer((_, response) => json(response, {}));
    const session = openSession(openUpstream(server), { signal: AbortSignal.abort() });
    const error = await failureOf(session.call(createCustomer, write));
    expect(error).toMatchObject({ kind: 'aborted', outcome: 'NOT_SENT' });
    expect(server.seen).toHaveLength(0);
    expect(session.callCount).toBe(0);
  });

  it('takes a call that waits for a connection back', async () => {
    const held: (() => void)[] = [];
    const arrived = Promise.withResolvers<void>();
    const server = await startServer((request, response) => {
      held.push(() => json(response, askedFor(request)));
      arrived.resolve();
      if (held.length > 1) held.pop()?.();
    });
    const upstream = openUpstream(server, { connections: 1 });
    const client = new AbortController();
    const first = openSession(upstream).call(getCustomer, c1);
    await arrived.promise;
    const waiting = failureOf(openSession(upstream, { signal: client.signal }).call(createCustomer, write));
    const third = openSession(upstream).call(getCustomer, { path: { customer_id: 'c3' } });
    // One turn of the loop, so that it has come as far as to the queue for the connection.
    await new Promise(setImmediate);
    client.abort();
    expect(await waiting).toMatchObject({ kind: 'aborted', outcome: 'NOT_SENT' });
    for (const answer of held) answer();
    await Promise.all([first, third]);
    expect(server.seen.map(({ method }) => method)).toEqual(['GET', 'GET']);
  });
});

describe('a session that has ended', () => {
  it('tries no call again', async () => {
    const sent = Promise.withResolvers<void>();
    const server = await startServer((_, response) => {
      response.on('close', sent.resolve);
      response.destroy();
    });
    const session = openSession(openUpstream(server));
    const failure = failureOf(session.call(getCustomer, c1));
    await sent.promise;
    session.end();
    expect((await failure).kind).toBe('aborted');
    expect(server.seen).toHaveLength(1);
  });
});

describe('the budget of a request', () => {
  it('bounds its calls over all services', async () => {
    const server = await startServer((request, response) => json(response, askedFor(request)));
    const session = openSession(openUpstream(server), { budget: 2 });
    await session.call(getCustomer, c1);
    await session.call(getCard, { path: { card_id: 'w1' } });
    const error = await failureOf(session.call(getCustomer, c1));
    expect(error).toMatchObject({ kind: 'budget', outcome: 'NOT_SENT' });
    expect(server.seen).toHaveLength(2);
    expect(session.callCount).toBe(2);
  });

  it('counts retries', async () => {
    const server = await startServer((_, response) => json(response, {}, 503));
    const session = openSession(openUpstream(server), { budget: 3 });
    await failureOf(session.call(getCustomer, c1));
    await failureOf(session.call(getCustomer, c1));
    expect(server.seen).toHaveLength(3);
    expect((await failureOf(session.call(getCustomer, c1))).kind).toBe('budget');
  });

  it('is its own', async () => {
    const server = await startServer((request, response) => json(response, askedFor(request)));
    const upstream = openUpstream(server);
    await openSession(upstream, { budget: 1 }).call(getCustomer, c1);
    await openSession(upstream, { budget: 1 }).call(getCustomer, c1);
    expect(server.seen).toHaveLength(2);
  });
});

describe('calls at once', () => {
  it('are bounded per service and made in the order in which they were asked for', async () => {
    const held: (() => void)[] = [];
    const server = await startServer((request, response) => {
      const answer = () => json(response, askedFor(request));
      if (request.url.includes('/customers/')) held.push(answer);
      else answer();
    });
    const session = openSession(openUpstream(server, { concurrency: 3 }));
    const ids = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7'];
    const customers = Promise.all(ids.map((id) => session.call(getCustomer, { path: { customer_id: id } })));

    const seen: string[] = [];
    for (let most = 3; seen.length < ids.length; ) {
      // Calls of another service go through meanwhile; so many of them that any fourth call had arrived too.
      for (let call = 0; call < 5; call += 1) await session.call(getCard, { path: { card_id: 'w1' } });
      seen.splice(0, seen.length, ...idsOf(server.seen));
      expect(seen).toEqual(ids.slice(0, Math.min(most, ids.length)));
      held.shift()?.();
      most += 1;
    }
    for (const answer of held) answer();
    await expect(customers).resolves.toHaveLength(7);
  });

  it('go on after one has failed', async () => {
    const server = await startServer((request, response) =>
      json(response, askedFor(request), request.url.endsWith('/c1') ? 500 : 200),
    );
    const session = openSession(openUpstream(server, { concurrency: 1 }));
    const [first, second] = await Promise.allSettled([
      session.call(getCustomer, c1),
      session.call(getCustomer, { path: { customer_id: 'c2' } }),
    ]);
    expect([first.status, second.status]).toEqual(['rejected', 'fulfilled']);
  });
});

describe('a service that hangs', () => {
  it('does not take the connections of another', async () => {
    const server = await startServer((request, response) => {
      if (!request.url.includes('/customers/')) json(response, askedFor(request));
    });
    const upstream = openUpstream(server, { connections: 1 });
    const client = new AbortController();
    const hanging = failureOf(openSession(upstream, { signal: client.signal }).call(getCustomer, c1));
    await expect(openSession(upstream).call(getCard, { path: { card_id: 'w1' } })).resolves.toMatchObject({
      card_id: 'w1',
    });
    client.abort();
    expect((await hanging).kind).toBe('aborted');
  });
});

describe('closing the client', () => {
  it('fails the calls in flight', async () => {
    const arrived = Promise.withResolvers<void>();
    const server = await startServer(() => arrived.resolve());
    const upstream = openUpstream(server);
    const failure = failureOf(openSession(upstream).call(createCustomer, write));
    await arrived.promise;
    await upstream.close();
    expect(await failure).toMatchObject({ kind: 'unavailable', outcome: 'UNKNOWN' });
  });
});

function idsOf(seen: readonly { url: string }[]): string[] {
  return seen.filter(({ url }) => url.includes('/customers/')).map(({ url }) => url.split('/').at(-1) ?? '');
}

describe('what the reads of one request come to', () => {
  const long = 'x'.repeat(700);
  const facing = async () => {
    const server = await startServer((asked, response) => json(response, { ...askedFor(asked), first_name: long }));
    const upstream = openUpstream(server, { maxBodyBytes: 1_000 });
    const read = (session = openSession(upstream)) => {
      const ids = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'];
      return Promise.allSettled(ids.map((customer_id) => session.call(getCustomer, { path: { customer_id } })));
    };
    return { upstream, read };
  };

  it('is four times the largest answer at most, and by how much it is more is told', async () => {
    const { read } = await facing();
    const outcomes = await read();
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    const [refused] = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    const counted = 6 * JSON.stringify({ customer_id: 'c1', card_id: 'c1', first_name: long }).length;
    expect(refused).toMatchObject({ name: 'LimitError', limit: expect.any(String), most: 4_000, counted });
  });

  it('takes nothing from what a write came to, nor from other requests', async () => {
    const { upstream, read } = await facing();
    const session = openSession(upstream);
    await read(session);
    await expect(session.call(createCustomer, write)).resolves.toMatchObject({ first_name: long });
    const [first] = await read();
    expect(first?.status).toBe('fulfilled');
  });
});
