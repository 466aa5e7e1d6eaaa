import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  createCustomer,
  customerExists,
  findCustomerByToken,
  getCustomer,
} from '../../src/upstream/endpoints/customers.ts';
import { createRetryBudget } from '../../src/upstream/retry-budget.ts';
import { askedFor, failureOf, json, openSession, openUpstream, startServer } from './server.ts';

const c1 = { path: { customer_id: 'c1' } };

describe('a GET', () => {
  it.each([502, 503, 504])('that meets a %i is made once more', async (status) => {
    let calls = 0;
    const server = await startServer((_, response) => {
      calls += 1;
      json(response, { customer_id: 'c1' }, calls === 1 ? status : 200);
    });
    const session = openSession(openUpstream(server));
    await expect(session.call(getCustomer, c1)).resolves.toEqual({ customer_id: 'c1' });
    expect(server.seen).toHaveLength(2);
    expect(session.callCount).toBe(2);
  });

  it('that is reset before the answer is made once more', async () => {
    let calls = 0;
    const server = await startServer((_, response) => {
      calls += 1;
      if (calls === 1) response.socket?.resetAndDestroy();
      else json(response, { customer_id: 'c1' });
    });
    await expect(openSession(openUpstream(server)).call(getCustomer, c1)).resolves.toEqual({ customer_id: 'c1' });
    expect(server.seen).toHaveLength(2);
  });

  it('that is reset after early hints, which are no answer yet, is made once more', async () => {
    let calls = 0;
    const server = await startServer((_, response) => {
      calls += 1;
      if (calls > 1) json(response, { customer_id: 'c1' });
      else response.writeEarlyHints({ link: '</a>; rel=preload' }, () => response.destroy());
    });
    await expect(openSession(openUpstream(server)).call(getCustomer, c1)).resolves.toEqual({ customer_id: 'c1' });
    expect(server.seen).toHaveLength(2);
  });

  it('that finds nobody there is made once more', async () => {
    const session = openSession(openUpstream({ origin: 'http://127.0.0.1:1' }));
    const error = await failureOf(session.call(getCustomer, c1));
    expect(error).toMatchObject({ kind: 'unavailable', outcome: 'NOT_SENT' });
    expect(session.callCount).toBe(2);
  });

  it('is made twice at most', async () => {
    const server = await startServer((_, response) => json(response, {}, 503));
    const error = await failureOf(openSession(openUpstream(server)).call(getCustomer, c1));
    expect(error).toMatchObject({ kind: 'unavailable', status: 503 });
    expect(server.seen).toHaveLength(2);
  });

  it.each([400, 401, 404, 429, 500, 501])('that meets a %i is not made again', async (status) => {
    const server = await startServer((_, response) => json(response, {}, status));
    const error = await failureOf(openSession(openUpstream(server)).call(getCustomer, c1));
    expect(error.status).toBe(status);
    expect(server.seen).toHaveLength(1);
  });

  it('whose answer has begun is not made again', async () => {
    const server = await startServer((_, response) => {
      response.writeHead(200).write('{', () => response.destroy());
    });
    const error = await failureOf(openSession(openUpstream(server)).call(getCustomer, c1));
    expect(error.kind).toBe('malformed');
    expect(server.seen).toHaveLength(1);
  });

  it('that ran out of time is not made again', async () => {
    const server = await startServer(() => {});
    const error = await failureOf(openSession(openUpstream(server, { callTimeout: 30 })).call(getCustomer, c1));
    expect(error.kind).toBe('timeout');
    expect(server.seen).toHaveLength(1);
  });

  it('is not made again where the deadline would be over by then', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const deadline = Date.now() + 60_000;
    const server = await startServer((_, response) => {
      vi.setSystemTime(deadline - 10);
      json(response, {}, 503);
    });
    const error = await failureOf(openSession(openUpstream(server), { deadline }).call(getCustomer, c1));
    expect(error).toMatchObject({ kind: 'unavailable', status: 503 });
    expect(server.seen).toHaveLength(1);
  });

  it('is not made again where the budget is used up', async () => {
    const server = await startServer((_, response) => json(response, {}, 503));
    const session = openSession(openUpstream(server), { budget: 1 });
    expect(await failureOf(session.call(getCustomer, c1))).toMatchObject({ kind: 'unavailable', status: 503 });
    expect(server.seen).toHaveLength(1);
  });

  it('is not made again for a client that went away', async () => {
    const client = new AbortController();
    const server = await startServer((_, response) => {
      response.on('finish', () => client.abort());
      json(response, {}, 503);
    });
    const session = openSession(openUpstream(server), { signal: client.signal });
    await failureOf(session.call(getCustomer, c1));
    expect(server.seen).toHaveLength(1);
  });
});

describe('HEAD', () => {
  it('is made once more, as GET is', async () => {
    const server = await startServer((_, response) => response.writeHead(503).end());
    await failureOf(openSession(openUpstream(server)).call(customerExists, { query: { email: 'kari@example.com' } }));
    expect(server.seen).toHaveLength(2);
  });
});

describe('a POST', () => {
  it('is never made again', async () => {
    const server = await startServer((_, response) => json(response, {}, 503));
    await failureOf(openSession(openUpstream(server)).call(createCustomer, { body: { type: 'customer' } }));
    expect(server.seen).toHaveLength(1);
  });

  it('is never made again, even where it is a read', async () => {
    const server = await startServer((_, response) => response.socket?.resetAndDestroy());
    const body = { token: { type: 'phone_number', value: '1' } };
    await failureOf(openSession(openUpstream(server)).call(findCustomerByToken, { body }));
    expect(server.seen).toHaveLength(1);
  });
});

describe('retries of a service', () => {
  it('are bound to a tenth of its calls, with a few to begin with', async () => {
    const server = await startServer((request, response) =>
      json(response, askedFor(request), request.url.endsWith('/down') ? 503 : 200),
    );
    const upstream = openUpstream(server);
    for (let call = 0; call < 12; call += 1) {
      await openSession(upstream).call(getCustomer, c1);
      await openSession(upstream).call(getCustomer, c1);
      await failureOf(openSession(upstream).call(getCustomer, { path: { customer_id: 'down' } }));
    }
    // Three to begin with, and a tenth of 36 calls: the last of them come in time for the sixth.
    expect(server.seen.filter(({ url }) => url.endsWith('/down'))).toHaveLength(12 + 6);
  });

  it('are not saved up without bound in good times', () => {
    const budget = createRetryBudget();
    for (let call = 0; call < 10_000; call += 1) budget.deposit();
    let retries = 0;
    while (budget.withdraw() && retries < 1_000) retries += 1;
    expect(retries).toBe(50);
  });
});
