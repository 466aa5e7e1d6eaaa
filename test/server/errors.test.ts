import {
  GraphQLError,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
} from 'graphql';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../../src/kernel/input-error.ts';
import { UnreadableError } from '../../src/kernel/unreadable.ts';
import type { Fault, FaultEffect } from '../../src/sandbox/faults.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { toClientError } from '../../src/server/errors.ts';
import { UpstreamError, type UpstreamErrorKind } from '../../src/upstream/errors.ts';
import { ask, bearer, post, serve, serveSchema, type TestServer } from './server.ts';

let sandbox: Sandbox;
let token: string;
let server: TestServer;
beforeAll(async () => {
  sandbox = await startSandbox();
  token = await sandbox.token('helpdesk');
});
afterEach(() => server.close());
afterAll(() => sandbox.close());

const query = '{ viewer { kind } customer(customerId: "C1001") { firstName } }';

async function askUnder(effect: FaultEffect, env: Readonly<Record<string, string>> = {}) {
  const fault: Fault = { on: 'getCustomer', ...effect };
  // A server of its own, so that no circuit is open yet.
  server = await serve(sandbox, env);
  const lift = sandbox.fail(fault);
  try {
    return await ask(server, post(query, bearer(token)));
  } finally {
    lift();
  }
}

const secretBody = { error: { message: 'kari@example.com' } };

describe('a failing service', () => {
  it.each<[string, FaultEffect, string, string]>([
    ['500', { status: 500, body: secretBody }, 'UPSTREAM_UNAVAILABLE', 'cannot be reached at the moment.'],
    ['503', { status: 503, body: secretBody }, 'UPSTREAM_UNAVAILABLE', 'cannot be reached at the moment.'],
    [
      'a redirect',
      { status: 302, headers: { location: '/' } },
      'UPSTREAM_UNAVAILABLE',
      'cannot be reached at the moment.',
    ],
    ['a reset', { reset: 'before' }, 'UPSTREAM_UNAVAILABLE', 'cannot be reached at the moment.'],
    ['garbage', { garbage: true }, 'UPSTREAM_MALFORMED', 'sent an answer that cannot be used.'],
    ['a body cut short', { truncate: true }, 'UPSTREAM_MALFORMED', 'sent an answer that cannot be used.'],
    ['a body too large', { oversize: 20_000 }, 'UPSTREAM_MALFORMED', 'sent an answer that cannot be used.'],
    ['401', { status: 401, body: secretBody }, 'UNAUTHENTICATED', 'does not take the token any more.'],
    [
      '403',
      { status: 403, body: secretBody },
      'UPSTREAM_REFUSED',
      'refused a call that the scopes of the token allow.',
    ],
    ['400', { status: 400, body: secretBody }, 'BAD_USER_INPUT', 'did not accept the input.'],
    ['409', { status: 409, body: secretBody }, 'CONFLICT', 'says that the state does not allow it.'],
    ['429', { status: 429, body: secretBody }, 'UPSTREAM_RATE_LIMITED', 'has had too many requests; try again later.'],
    ['silence', { hang: true }, 'UPSTREAM_TIMEOUT', 'did not answer in time.'],
  ])('costs its own fields only: %s', async (_, effect, code, words) => {
    const env = { UPSTREAM_MAX_BODY_BYTES: '10000', ...('hang' in effect && { UPSTREAM_CALL_TIMEOUT: '300' }) };
    const { status, body, headers } = await askUnder(effect, env);
    expect(status).toBe(200);
    expect(body).toEqual({
      data: { viewer: { kind: 'CLIENT' }, customer: null },
      errors: [
        {
          message: `The customers service ${words}`,
          path: ['customer'],
          locations: [{ line: 1, column: 19 }],
          extensions: { code, service: 'customers', requestId: headers.get('x-request-id') },
        },
      ],
    });
  });

  it('passes on when to ask again', async () => {
    const { body } = await askUnder({ status: 429, headers: { 'retry-after': '7' } });
    expect(body.errors[0].extensions).toMatchObject({ code: 'UPSTREAM_RATE_LIMITED', retryAfter: 7 });
  });

  it('is not called where the request would ask for more calls than it may', async () => {
    server = await serve(sandbox, { UPSTREAM_CALL_BUDGET: '1' });
    const two = '{ a: customer(customerId: "C1001") { firstName } b: customer(customerId: "C1002") { firstName } }';
    sandbox.clearCalls();
    const { status, body, codes } = await ask(server, post(two, bearer(token)));
    expect({ status, codes }).toEqual({ status: 400, codes: ['BUDGET_EXCEEDED'] });
    expect(body).not.toHaveProperty('data');
    expect(sandbox.calls).toHaveLength(0);
  });

  it('is given up at the deadline of the request', async () => {
    const env = { REQUEST_TIMEOUT: '300' };
    expect(await askUnder({ hang: true }, env)).toMatchObject({ codes: ['UPSTREAM_TIMEOUT'] });
  });
});

/** A schema whose `fail` throws what it is given, beside fields that break the schema's own promises. */
function failing(error: unknown): GraphQLSchema {
  const Odd = new GraphQLScalarType({
    name: 'Odd',
    coerceInputValue: () => {
      throw new TypeError('not odd');
    },
  });
  const fail = {
    type: GraphQLString,
    args: { first: { type: GraphQLInt } },
    resolve: () => {
      throw error;
    },
  };
  const Inside = new GraphQLObjectType({ name: 'Inside', fields: { fail } });
  const Query = new GraphQLObjectType({
    name: 'Query',
    fields: {
      fail,
      inside: { type: Inside, resolve: () => ({}) },
      rows: { type: new GraphQLList(Inside), resolve: () => [{}, {}, {}] },
      row: { type: new GraphQLList(GraphQLString), resolve: () => [Promise.reject(error)] },
      hello: { type: GraphQLString, resolve: () => 'hello' },
      wrong: { type: GraphQLInt, resolve: () => 'kari@example.com' },
      missing: { type: new GraphQLNonNull(GraphQLString), resolve: () => null },
      take: {
        type: GraphQLInt,
        args: { number: { type: new GraphQLNonNull(GraphQLInt) }, odd: { type: Odd } },
        resolve: (_, { number }) => number,
      },
    },
  });
  return new GraphQLSchema({ query: Query });
}

describe('an upstream error', () => {
  it.each<[UpstreamErrorKind, string]>([
    ['timeout', 'UPSTREAM_TIMEOUT'],
    ['unavailable', 'UPSTREAM_UNAVAILABLE'],
    ['aborted', 'UPSTREAM_UNAVAILABLE'],
    ['rate_limited', 'UPSTREAM_RATE_LIMITED'],
    ['unauthenticated', 'UNAUTHENTICATED'],
    ['refused', 'UPSTREAM_REFUSED'],
    ['malformed', 'UPSTREAM_MALFORMED'],
    ['budget', 'BUDGET_EXCEEDED'],
    ['not_found', 'NOT_FOUND'],
    ['bad_request', 'BAD_USER_INPUT'],
    ['conflict', 'CONFLICT'],
  ])('of kind %s is told as %s', async (kind, code) => {
    const problems = { code: 'X', message: null, errors: [{ email: 'kari@example.com' }] };
    const error = new UpstreamError({
      kind,
      endpoint: 'listCards',
      service: 'wallets',
      status: 418,
      problems,
    });
    server = serveSchema(failing(error));
    const { status, body } = await ask(server, post('{ fail }', { 'x-request-id': 'r1' }));
    expect(status).toBe(200);
    expect(body.data).toEqual({ fail: null });
    expect(body.errors[0].extensions).toEqual({ code, service: 'wallets', requestId: 'r1' });
    expect(body.errors[0].message).toMatch(/^The wallets service [^\d@]+\.$/);
    expect(server.lines.map(({ msg }) => msg)).toEqual(['request']);
  });
});

describe('an error that nobody foresaw', () => {
  it.each<[string, string, unknown]>([
    ['thrown', '{ fail hello }', new Error('kari@example.com\n    at kari@example.com')],
    ['that is no Error', '{ fail hello }', 'kari@example.com'],
  ])('is told as INTERNAL without a word of it, and logged without its message: %s', async (_, asked, error) => {
    server = serveSchema(failing(error));
    const { status, body } = await ask(server, post(asked, { 'x-request-id': 'r1' }));
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ hello: 'hello' });
    expect(body.errors).toMatchObject([
      { message: 'Unexpected error.', extensions: { code: 'INTERNAL', requestId: 'r1' } },
    ]);
    expect(JSON.stringify(body)).not.toContain('kari');
    expect(server.lines.map(({ msg, requestId }) => [msg, requestId])).toEqual([
      ['unexpected error', 'r1'],
      ['request', 'r1'],
    ]);
    expect(JSON.stringify(server.lines)).not.toContain('kari');
  });

  it('is told as INTERNAL where it comes before the fields', () => {
    const error = new GraphQLError('kari@example.com', { originalError: new Error('kari@example.com') });
    expect(toClientError(error, 'r1').toJSON()).toEqual({
      message: 'Unexpected error.',
      extensions: { code: 'INTERNAL', requestId: 'r1' },
    });
  });

  it('is logged with the place where it arose', async () => {
    server = serveSchema(failing(new RangeError('kari@example.com')));
    await ask(server, post('{ fail }'));
    const [line] = server.lines;
    expect(Object.keys(line ?? {})).toEqual(['level', 'time', 'requestId', 'error', 'at', 'msg']);
    expect(line).toMatchObject({
      error: 'RangeError',
      at: [expect.stringMatching(/^at .*errors\.test\.ts/), ...Array(7).fill(expect.anything())],
    });
  });

  it('fails the request as a whole where it comes before GraphQL', async () => {
    const verify = () => Promise.reject(new Error('kari@example.com'));
    server = serveSchema(failing(undefined), { verify });
    const { status, body, codes } = await ask(server, post('{ hello }'));
    expect({ status, codes }).toEqual({ status: 500, codes: ['INTERNAL'] });
    expect(JSON.stringify([body, server.lines])).not.toContain('kari');
    expect(server.lines).toMatchObject([{ msg: 'unexpected error' }]);
  });
});

const refusedInput = new UpstreamError({
  kind: 'bad_request',
  endpoint: 'listCards',
  service: 'wallets',
  status: 400,
});

describe('a value of a service that cannot be read', () => {
  it.each<[string, string, unknown, string]>([
    ['it does not fit its type', '{ wrong hello }', undefined, 'this field'],
    ['GraphQL itself complains', '{ fail hello }', new GraphQLError('kari@example.com'), 'this field'],
    ['a reader says so', '{ fail hello }', new UnreadableError('a date'), 'a date'],
    ['no call can be made with the id', '{ inside { fail } hello }', new InputError('kari@example.com'), 'an id'],
    ['the next service refuses the id', '{ inside { fail } hello }', refusedInput, 'an id'],
  ])('is null with an error that quotes nothing of it: %s', async (_, asked, error, what) => {
    server = serveSchema(failing(error));
    const { status, body } = await ask(server, post(asked, { 'x-request-id': 'r1' }));
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ hello: 'hello' });
    expect(body.errors).toMatchObject([
      {
        message: `A service sent a value that cannot be read as ${what}.`,
        extensions: { code: 'UPSTREAM_MALFORMED', requestId: 'r1' },
      },
    ]);
    expect(JSON.stringify([body, server.lines])).not.toContain('kari');
    expect(server.lines.filter(({ level }) => level === 40)).toMatchObject([
      {
        msg: 'a value of a service cannot be read',
        coordinate: expect.stringMatching(/^\w+\.(wrong|fail)$/),
        expected: what,
      },
    ]);
  });

  it('is told once for each coordinate with how many more there are, and to the log once a minute', async () => {
    server = serveSchema(failing(new UnreadableError('a date')), { bounds: { maxSameErrors: 2 } });
    const asked = '{ rows { fail other: fail } hello inside { fail } }';
    for (let times = 1; times <= 2; times += 1) {
      const { body } = await ask(server, post(asked, { 'x-request-id': 'r1' }));
      expect(body.errors).toEqual([
        expect.objectContaining({
          path: ['rows', 0, 'fail'],
          extensions: { code: 'UPSTREAM_MALFORMED', more: 6, requestId: 'r1' },
        }),
      ]);
    }
    expect(server.lines.filter(({ msg }) => msg === 'a value of a service cannot be read')).toEqual([
      expect.objectContaining({ coordinate: 'Inside.fail', expected: 'a date', level: 40 }),
    ]);
  });

  it('leaves no data where a field had to have a value', async () => {
    server = serveSchema(failing(undefined));
    const { status, body, codes } = await ask(server, post('{ missing hello }'));
    expect({ status, codes, data: body.data }).toEqual({ status: 200, codes: ['UPSTREAM_MALFORMED'], data: null });
  });
});

describe('input that does not fit', () => {
  it('is BAD_USER_INPUT in a field, beside the data of others', async () => {
    server = serveSchema(failing(new InputError('first must be from 1 to 100.')));
    expect(await ask(server, post('{ fail hello }'))).toMatchObject({
      status: 200,
      codes: ['BAD_USER_INPUT'],
      body: { data: { fail: null, hello: 'hello' }, errors: [{ message: 'first must be from 1 to 100.' }] },
    });
  });

  it.each<[string, string]>([
    ['a field of the root', '{ fail }'],
    ['a row of one', '{ row }'],
    ['a field inside another that is given arguments', '{ inside { fail(first: 1) } }'],
  ])('is BAD_USER_INPUT too where a service refuses it: %s', async (_, asked) => {
    for (const error of [new InputError('first must be from 1 to 100.'), refusedInput]) {
      server = serveSchema(failing(error));
      expect(await ask(server, post(asked))).toMatchObject({ codes: ['BAD_USER_INPUT'] });
      await server.close();
    }
  });

  it.each<[string, string, object]>([
    ['a missing variable', 'query ($n: Int!) { take(number: $n) hello }', {}],
    ['a variable of another type', 'query ($n: Int!) { take(number: $n) hello }', { n: 'x' }],
    ['a null', 'query ($n: Int!) { take(number: $n) hello }', { n: null }],
    ['a scalar that throws', 'query ($n: Odd) { take(number: 1, odd: $n) hello }', { n: 'x' }],
  ])('refuses the request and names the variable: %s', async (_, asked, variables) => {
    server = serveSchema(failing(undefined));
    const { status, body, codes } = await ask(server, post({ query: asked, variables }));
    expect({ status, codes }).toEqual({ status: 400, codes: ['BAD_USER_INPUT'] });
    expect(body.errors[0].message).toContain('$n');
    expect(body).not.toHaveProperty('data');
    expect(server.lines.map(({ msg }) => msg)).toEqual(['request']);
  });

  it.each([
    ['a literal of another type', '{ take(number: "x") }'],
    ['a scalar that throws', '{ take(number: 1, odd: "x") }'],
    ['a missing argument', '{ take }'],
  ])('makes the document not valid: %s', async (_, asked) => {
    server = serveSchema(failing(undefined));
    const { status, body, codes } = await ask(server, post(asked));
    expect({ status, codes }).toEqual({ status: 400, codes: ['GRAPHQL_VALIDATION_FAILED'] });
    expect(body).not.toHaveProperty('data');
  });

  it('costs the field alone where it is only known when the field runs', async () => {
    server = serveSchema(failing(undefined));
    const asked = 'query ($n: Int = 1) { take(number: $n) hello }';
    expect(await ask(server, post({ query: asked, variables: { n: null } }))).toMatchObject({
      status: 200,
      codes: ['BAD_USER_INPUT'],
      body: { data: { take: null, hello: 'hello' } },
    });
  });
});
