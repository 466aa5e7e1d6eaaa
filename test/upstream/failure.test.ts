import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  createCustomer,
  customerExists,
  findCustomerByToken,
  getCustomer,
  requestPasswordReset,
} from '../../src/upstream/endpoints/customers.ts';
import type { UpstreamErrorKind } from '../../src/upstream/errors.ts';
import { failureOf, json, openSession, openUpstream, startServer } from './server.ts';

const c1 = { path: { customer_id: 'c1' } };
const token = { body: { token: { type: 'phone_number', value: '+4799999999' } } };

async function failure(answer: (response: ServerResponse) => void, options = {}) {
  const server = await startServer((_, response) => answer(response));
  const session = openSession(openUpstream(server, options));
  return failureOf(session.call(findCustomerByToken, token));
}

describe('an answer with status', () => {
  const kinds: [number, UpstreamErrorKind, string | undefined][] = [
    [302, 'unavailable', 'UNKNOWN'],
    [400, 'bad_request', undefined],
    [401, 'unauthenticated', undefined],
    [403, 'refused', undefined],
    [404, 'not_found', undefined],
    [405, 'bad_request', undefined],
    [408, 'timeout', 'UNKNOWN'],
    [409, 'conflict', undefined],
    [422, 'bad_request', undefined],
    [429, 'rate_limited', undefined],
    [500, 'unavailable', 'UNKNOWN'],
    [503, 'unavailable', 'UNKNOWN'],
  ];

  it.each(kinds)('%i is of kind %s with outcome %s', async (status, kind, outcome) => {
    const error = await failure((response) => json(response, { error: { code: 'X' } }, status));
    expect(error).toMatchObject({ kind, status, outcome, service: 'customers', endpoint: findCustomerByToken.name });
  });

  it('404 without an error in its body is of a kind that says nothing of what was asked for', async () => {
    const error = await failure((response) => json(response, { message: 'Not Found' }, 404));
    expect(error).toMatchObject({ kind: 'malformed', flaw: 'not_found', status: 404 });
  });

  it.each([{}, { 'content-type': 'application/json; charset=utf-8' }])(
    '404 to HEAD is of kind not_found: %j',
    async (headers) => {
      const server = await startServer((_, response) => response.writeHead(404, headers).end());
      const error = await failureOf(
        openSession(openUpstream(server)).call(customerExists, { query: { email: 'a@b.no' } }),
      );
      expect(error.kind).toBe('not_found');
    },
  );
});

describe('Retry-After', () => {
  async function retryAfter(header: string) {
    return (await failure((response) => json(response, {}, 429, { 'retry-after': header }))).retryAfter;
  }

  it('is told in seconds where it is a number', async () => {
    await expect(retryAfter('120')).resolves.toBe(120);
  });

  it('is told in seconds where it is a date', async () => {
    const seconds = await retryAfter(new Date(Date.now() + 90_000).toUTCString());
    expect(seconds).toBeGreaterThan(60);
    expect(seconds).toBeLessThanOrEqual(91);
  });

  it('is 0 for a date in the past', async () => {
    await expect(retryAfter('Wed, 21 Oct 2015 07:28:00 GMT')).resolves.toBe(0);
  });

  it.each(['soon', '-5', '1.5', '', '99999999999999999999'])('is left out where it is %j', async (header) => {
    await expect(retryAfter(header)).resolves.toBeUndefined();
  });

  it('is told of a 429 only', async () => {
    const error = await failure((response) => json(response, {}, 503, { 'retry-after': '120' }));
    expect(error.retryAfter).toBeUndefined();
  });
});

describe('the problems of a refused input', () => {
  const body = {
    error: { code: 'INVALID', message: 'kari@example.com is taken', errors: [{ path: 'email' }, 'not an object'] },
  };

  it.each([400, 404, 409, 422])('are kept of a %i', async (status) => {
    const { problems } = await failure((response) => json(response, body, status));
    expect(problems).toEqual({ code: 'INVALID', message: 'kari@example.com is taken', errors: [{ path: 'email' }] });
  });

  it('are empty where the error says no more than that', async () => {
    const { problems } = await failure((response) => json(response, { error: { message: 'no' } }, 400));
    expect(problems).toEqual({ code: null, message: 'no', errors: [] });
  });

  it.each(['null', '[]', '{}', '{"error":"no"}', '<html>'])('are left out where the body is %s', async (text) => {
    const error = await failure((response) => response.writeHead(400).end(text));
    expect(error).toMatchObject({ kind: 'bad_request', problems: undefined });
  });

  it.each([401, 403, 429, 500])('are not read of a %i', async (status) => {
    const error = await failure((response) => json(response, body, status));
    expect(error.problems).toBeUndefined();
  });

  it('are nowhere that a log would look', async () => {
    const error = await failure((response) => json(response, body, 400));
    const told = [String(error), JSON.stringify(error), JSON.stringify({ ...error }), error.stack].join();
    expect(told).not.toContain('INVALID');
    expect(told).not.toContain('email');
    expect(told).not.toContain('kari');
  });
});

describe('the message', () => {
  it('holds nothing of the URL, the token, the input or the answer', async () => {
    const error = await failure((response) => json(response, { error: { message: 'secret answer' } }, 500));
    expect(error.message).toBe('The customers service: unavailable.');
  });
});

describe('an answer that cannot be read', () => {
  const answers: [string, (response: ServerResponse) => void][] = [
    ['is no JSON', (response) => response.end('<html>')],
    ['is empty', (response) => response.end()],
    ['is JSON but neither object nor array', (response) => response.end('"fine"')],
    ['is null', (response) => response.end('null')],
    [
      'is shorter than its length',
      (response) => {
        response.writeHead(200, { 'content-length': '100' }).write('{}', () => response.destroy());
      },
    ],
    [
      'is cut short in the middle of a chunk',
      (response) => {
        response.writeHead(200).write('{"customers":[', () => response.destroy());
      },
    ],
  ];

  it.each(answers)('because it %s is malformed', async (_, answer) => {
    const error = await failure(answer);
    expect(error).toMatchObject({ kind: 'malformed', outcome: 'UNKNOWN' });
  });

  it('because it announces more than is allowed is malformed', async () => {
    const error = await failure((response) => response.writeHead(200, { 'content-length': '1001' }).flushHeaders(), {
      maxBodyBytes: 1000,
    });
    expect(error).toMatchObject({ kind: 'malformed', outcome: 'UNKNOWN' });
  });

  it('because it turns out larger than is allowed is malformed', async () => {
    const error = await failure(
      (response) => {
        for (let chunk = 0; chunk < 11; chunk += 1) response.write(' '.repeat(100));
      },
      { maxBodyBytes: 1000 },
    );
    expect(error).toMatchObject({ kind: 'malformed', outcome: 'UNKNOWN' });
  });

  it('is one thing, an answer just as large as allowed another', async () => {
    const body = { a: 'x'.repeat(1000 - '{"a":""}'.length) };
    const server = await startServer((_, response) => json(response, body));
    const session = openSession(openUpstream(server, { maxBodyBytes: 1000 }));
    await expect(session.call(findCustomerByToken, token)).resolves.toEqual(body);
  });
});

describe('an answer that is all there', () => {
  it('has no body where the contract says so', async () => {
    const server = await startServer((_, response) => response.writeHead(204).end());
    const body = { email: 'kari@example.com', audience: 'https://example.com', type: 'customer' } as const;
    await expect(openSession(openUpstream(server)).call(requestPasswordReset, { body })).resolves.toBeUndefined();
  });

  it('may come after early hints', async () => {
    const server = await startServer((_, response) => {
      response.writeEarlyHints({ link: '</a>; rel=preload' }, () => json(response, { customer_id: 'c1' }));
    });
    await expect(openSession(openUpstream(server)).call(getCustomer, c1)).resolves.toEqual({ customer_id: 'c1' });
  });
});

describe('a connection', () => {
  it('that cannot be made is unavailable, and nothing was sent', async () => {
    const session = openSession(openUpstream({ origin: 'http://127.0.0.1:1' }));
    const error = await failureOf(session.call(createCustomer, { body: { type: 'customer' } }));
    expect(error).toMatchObject({ kind: 'unavailable', outcome: 'NOT_SENT', status: undefined, fault: 'ECONNREFUSED' });
  });

  it('that is never secured is given up with its call, and nothing was sent', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    onTestFinished(() => void silent.close());
    const origin = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const session = openSession(openUpstream({ origin }, { callTimeout: 200 }));
    const error = await failureOf(session.call(createCustomer, { body: { type: 'customer' } }));
    expect(error).toMatchObject({ kind: 'timeout', outcome: 'NOT_SENT', fault: null });
  });

  it('that is reset before the answer is unavailable, and may have been acted upon', async () => {
    const error = await failure((response) => response.socket?.resetAndDestroy());
    expect(error).toMatchObject({ kind: 'unavailable', outcome: 'UNKNOWN', status: undefined, fault: 'ECONNRESET' });
  });
});
