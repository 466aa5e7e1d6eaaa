import { type GraphQLArgument, type GraphQLInputField, getNamedType, isInputObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../../../src/graphql/schema.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox.ts';
import { ask, bearer, post, serve, type TestServer } from '../server.ts';

let sandbox: Sandbox;
let server: TestServer;
let token: Readonly<Record<string, string>>;
beforeAll(async () => {
  sandbox = await startSandbox();
  server = await serve(sandbox, { CUSTOMER_LOGIN: 'on' });
  const scopes = ['admin:customers', 'admin:receipts', 'admin:wallets', 'write:accounts:/auth/users'];
  token = bearer(await sandbox.issue({ scopes }));
});
afterAll(async () => {
  await server.close();
  await sandbox.close();
});

const draw = (card: string, refId: string) =>
  `walletTransactionCreate(input: { card: ${card}, amount: 1, currency: "NOK", refId: "${refId}" }) { userErrors { code } }`;

const audience = 'audience: "https://api.dintero.com/v1/accounts/T00000001", type: CUSTOMER';
const ident = (what: string) => `ident: { email: "${what}@example.com" }`;

/** Fields by which something could be tried out, with what tells two tries apart. */
const guesses: Readonly<Record<string, (what: string) => string>> = {
  'Query.customerByToken': (what) => `customerByToken(type: "sha1:email", value: "${what}") { __typename }`,
  'Query.customerExists': (what) => `customerExists(email: "${what}@example.com")`,
  'Query.customers': (what) =>
    `customers(first: 1, filter: { tokenType: "sha1:email", tokenValue: "${what}" }) { nodes { id } }`,
  'Query.receiptByToken': (what) => `receiptByToken(token: "${what}") { id }`,
  'Query.walletCardByToken': (what) => `walletCardByToken(token: "${what}") { id }`,
  'Mutation.customerLogin': (what) =>
    `customerLogin(input: { ${audience}, ${ident('kari')}, password: "${what}" }) { __typename }`,
  'Mutation.customerMfaLogin': (what) =>
    `customerMfaLogin(input: { ${audience}, ${ident('kari')}, secret: "${what}" }) { __typename }`,
  'Mutation.customerMfaRecovery': (what) =>
    `customerMfaRecovery(input: { ${audience}, ${ident(what)} }) { __typename }`,
  'Mutation.customerPasswordResetRequest': (what) =>
    `customerPasswordResetRequest(input: { ${audience}, email: "${what}@example.com" }) { __typename }`,
  'Mutation.customerVerificationConfirm': (what) =>
    `customerVerificationConfirm(input: { customerId: "C1001", code: "${what}", field: EMAIL }) { __typename }`,
  'Mutation.receiptClaim': (what) => `receiptClaim(input: { customerId: "C1001", token: "${what}" }) { __typename }`,
  'Mutation.walletTransactionCreate': (what) => draw(`{ token: "${what}" }`, what),
};

/** Fields whose arguments hold a secret that they set, or that is the caller's to choose. */
const setting = [
  'Mutation.customerCreate',
  'Mutation.customerTokenAdd',
  'Mutation.customerTokenEventAdd',
  'Mutation.customerTokenEventsDelete',
  'Mutation.customerTokenRemove',
  'Mutation.customerUpdate',
  'Mutation.discountEventSend',
  'Mutation.walletCardCreate',
  'Mutation.walletCardPinRotate',
  'Mutation.walletCardTokenCreate',
];

async function send(type: string, fields: string, variables = {}) {
  sandbox.clearCalls();
  const query = `${type === 'Query' ? 'query' : 'mutation'} ${fields}`;
  const { codes, body } = await ask(server, post({ query, variables }, token));
  return { codes, limit: body.errors?.[0]?.extensions?.limit, calls: sandbox.calls.length };
}

const refused = { codes: ['LIMIT_EXCEEDED'], limit: 'fields that hold a secret', calls: 0 };

describe('a request is one guess', () => {
  it.each(Object.entries(guesses))('by %s', async (coordinate, field) => {
    const [type = ''] = coordinate.split('.');
    const one = await send(type, `{ ${field('1234')} }`);
    expect(one.codes.filter((code) => code === 'LIMIT_EXCEEDED' || code === 'GRAPHQL_VALIDATION_FAILED')).toEqual([]);
    expect(one.calls).toBe(1);
    expect(await send(type, `{ a: ${field('1234')} b: ${field('1235')} }`)).toEqual(refused);
    expect(
      await send(type, `{ a: ${field('1234')} ...F } fragment F on ${type} { ... { b: ${field('1235')} } }`),
    ).toEqual(refused);
  });

  it('by two different fields', async () => {
    const one = guesses['Query.receiptByToken']?.('1');
    const other = guesses['Query.walletCardByToken']?.('2');
    expect(await send('Query', `{ ${one} ${other} }`)).toEqual(refused);
  });

  it('of variables and their defaults too', async () => {
    const fields = `($a: String = "1", $b: String) { a: ${draw('{ token: $a }', 'a')} b: ${draw('{ token: $b }', 'b')} }`;
    expect(await send('Mutation', fields, { b: '2' })).toEqual(refused);
  });

  // Every member that all objects have.
  it.each(Object.getOwnPropertyNames(Object.prototype))('of variables that are called $%s', async (name) => {
    const other = `${name}_`;
    const head = `($${name}: String! = "a1", $${other}: String! = "a2")`;
    const fields = `${head} { a: receiptByToken(token: $${name}) { id } b: receiptByToken(token: $${other}) { id } }`;
    expect(await send('Query', fields)).toEqual(refused);
    const draws = `${head} { a: ${draw(`{ token: $${name} }`, 'a')} b: ${draw(`{ token: $${other} }`, 'b')} }`;
    expect(await send('Mutation', draws)).toEqual(refused);
    const whole = `($${name}: CustomerFilter = { tokenType: "sha1:email", tokenValue: "1" }, $${other}: CustomerFilter = { tokenType: "sha1:email", tokenValue: "2" })`;
    const lists = [name, other].map((each, at) => `a${at}: customers(first: 1, filter: $${each}) { nodes { id } }`);
    expect(await send('Query', `${whole} { ${lists.join(' ')} }`)).toEqual(refused);
  });

  it('of many draws from cards that are named by their ids none', async () => {
    const fields = [1, 2].map((at) => `a${at}: ${draw(`{ cardId: "none${at}" }`, `ids-${at}`)}`).join(' ');
    expect(await send('Mutation', `{ ${fields} }`)).toMatchObject({ limit: undefined, calls: 2 });
  });
});

describe('every root field whose arguments hold a secret', () => {
  const secret = /^(password|pin|secret|code|token(Value|Id)?)$/;

  function holdsSecret(field: GraphQLArgument | GraphQLInputField, seen: readonly string[] = []): boolean {
    if (secret.test(field.name)) return true;
    const named = getNamedType(field.type);
    if (!isInputObjectType(named) || seen.includes(named.name)) return false;
    return Object.values(named.getFields()).some((inner) => holdsSecret(inner, [...seen, named.name]));
  }

  it('counts as a guess, or sets it rather than tries it', () => {
    const found = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
      Object.values(type?.getFields() ?? {})
        .filter(({ args }) => args.some((arg) => holdsSecret(arg)))
        .map(({ name }) => `${type?.name}.${name}`),
    );
    expect(found.filter((coordinate) => !(coordinate in guesses)).toSorted()).toEqual(setting);
  });
});
