import { createReadStream, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type GraphQLArgument,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { shipped } from '../graphql/harness.ts';
import { endPrograms, type Program } from '../program.ts';
import { run } from '../run-server.ts';

// Whatever was sent in a variable must be gone when others have asked since: the heap of a server is searched for it.

let dintero: Sandbox;
let directory: string;
let program: Program;
let url: string;
let headers: Readonly<Record<string, string>>;
beforeAll(async () => {
  dintero = await startSandbox();
  directory = await mkdtemp(join(tmpdir(), 'kept-'));
  program = run(
    {
      NODE_ENV: 'production',
      PORT: '0',
      HOST: '127.0.0.1',
      CUSTOMER_LOGIN: 'on',
      DINTERO_ACCOUNT_ID: dintero.accountId,
      DINTERO_CLIENT_ID: 'bff',
      DINTERO_CLIENT_SECRET: 'sandbox-secret',
      DINTERO_BASE_URL: dintero.url,
    },
    '--heapsnapshot-signal=SIGUSR2',
    `--diagnostic-dir=${directory}`,
  );
  [, url = ''] = await program.says(/"url":"([^"]+)"/);
  headers = {
    authorization: `Bearer ${await dintero.token('admin')}`,
    'content-type': 'application/json',
  };
});
afterAll(async () => {
  endPrograms();
  await dintero.close();
  await rm(directory, { recursive: true });
});

async function send(query: string, variables: object): Promise<void> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query, variables }),
  });
  await response.text();
}

/** A value of a type in which every text is a canary. */
function canaryOf(type: GraphQLInputType, place: string): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [canaryOf(nullable.ofType, place)];
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name;
  if (isInputObjectType(nullable)) {
    const fields = Object.values(nullable.getFields());
    const isDeep = place.split('.').length > 5;
    const wanted = nullable.isOneOf ? fields.slice(0, 1) : isDeep ? fields.filter(isText) : fields;
    return Object.fromEntries(wanted.map(({ name, type: inner }) => [name, canaryOf(inner, `${place}.${name}`)]));
  }
  return isText({ type }) ? `canary:${place}` : nullable.name === 'Boolean' ? true : 1;
}

function isText({ type }: { readonly type: GraphQLInputType }): boolean {
  return ['String', 'ID'].includes(getNamedType(type).name);
}

/** A document that asks for one field with variables for all its arguments, and one more by which a plan is chosen. */
function documentOf(operation: string, field: string, args: readonly GraphQLArgument[]): string {
  const declared = args.map(({ name, type }) => `$${name}: ${type}`);
  const given = args.map(({ name }) => `${name}: $${name}`).join(', ');
  return `${operation} ($wanted: Boolean!, ${declared.join(', ')}) { ${field}(${given}) { __typename @include(if: $wanted) } }`;
}

const asked = Object.entries({ query: schema.getQueryType(), mutation: schema.getMutationType() }).flatMap(
  ([operation, type]) =>
    Object.values(type?.getFields() ?? {})
      .filter(({ args, type: given }) => args.length > 0 && 'getFields' in getNamedType(given))
      .map(({ name, args }) => {
        const values = args.map((arg) => [arg.name, canaryOf(arg.type, `${name}.${arg.name}`)] as const);
        return { query: documentOf(operation, name, args), values: Object.fromEntries(values) };
      }),
);

/** Secrets in requests that are answered, or refused upstream. */
const answered: readonly (readonly [query: string, variables: object])[] = [
  [
    'query ($token: String!, $pin: String) { walletCardByToken(token: $token, pin: $pin) { cardId } }',
    { token: 'canary:token', pin: 'canary:pin' },
  ],
  [
    'query ($filter: CustomerFilter) { customers(first: 1, filter: $filter) { nodes { id } } }',
    { filter: { email: 'canary:filter@example.com' } },
  ],
  ['query ($email: String) { customerExists(email: $email) }', { email: 'canary:exists@example.com' }],
  [
    'mutation ($input: CustomerUpdateInput!) { customerUpdate(input: $input) { userErrors { code } } }',
    {
      input: {
        customerId: 'C1001',
        details: { password: 'canary:password', pin: '0000', metadata: { canary: 'canary:metadata' } },
      },
    },
  ],
  [
    'mutation ($input: CustomerVerificationConfirmInput!) { customerVerificationConfirm(input: $input) { userErrors { code } } }',
    { input: { customerId: 'C1001', field: 'EMAIL', code: 'canary:code' } },
  ],
];

async function* heap(): AsyncGenerator<string> {
  process.kill(program.pid, 'SIGUSR2');
  await expect.poll(() => readdirSync(directory).length, { timeout: 30_000 }).toBe(1);
  // It is written whole before anything else is answered.
  await fetch(`${url}/health`);
  const [file = ''] = readdirSync(directory);
  let end = '';
  for await (const part of createReadStream(join(directory, file), 'utf8')) {
    yield end + part;
    end = String(part).slice(-200);
  }
}

describe('the memory of a server', () => {
  it('holds nothing that earlier callers sent in variables', { timeout: 180_000 }, async () => {
    for (let time = 0; time < 3; time += 1) {
      for (const { query, values } of asked)
        for (const wanted of [true, false]) await send(query, { ...values, wanted });
      for (const [query, variables] of answered) await send(query, variables);
    }
    for (let time = 0; time < 300; time += 1)
      await send(shipped('helpdesk/Customer360'), { customerId: `C${1001 + (time % 5)}` });
    const found = new Set<string>();
    let names = 0;
    for await (const part of heap()) {
      for (const [canary] of part.matchAll(/canary:[\w.@]*/g)) found.add(canary);
      if (part.includes('walletCardByToken')) names += 1;
    }
    // The search finds what is there.
    expect(names).toBeGreaterThan(0);
    expect([...found]).toEqual([]);
  });
});
