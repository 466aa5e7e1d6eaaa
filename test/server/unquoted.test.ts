import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../graphql/harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ CUSTOMER_LOGIN: 'on' });
});
afterAll(() => harness.close());

const who = { ident: { email: 'geheim@example.com' }, type: 'CUSTOMER', audience: 'geheim' };
const messages = (errors: readonly { message: string }[]) => errors.map(({ message }) => message);

async function wrong(input: object): Promise<string[]> {
  const answer = await harness.mutate('customerLogin', input, '__typename');
  expect(answer).toMatchObject({ status: 400, calls: [] });
  expect(new Set(answer.codes)).toEqual(new Set(['BAD_USER_INPUT']));
  expect(JSON.stringify(answer.errors)).not.toMatch(/geheim|4711/);
  return messages(answer.errors);
}

describe('an error on variables', () => {
  it('says where and which type, all at once, and quotes no value', async () => {
    expect(await wrong({ type: 'CUSTOMER', audience: 'geheim', password: 4711 })).toEqual([
      'Variable "$input": Expected value of type "CustomerLoginInput" to include required field "ident".',
      'Variable "$input.password": Expected value of type "String!".',
    ]);
    expect(await wrong({ ...who, password: 'geheim', passwrd: 'geheim' })).toEqual([
      'Variable "$input": Expected value of type "CustomerLoginInput" not to include unknown field "passwrd". Did you mean "password"?',
    ]);
    expect(await wrong({ ...who, password: null })).toEqual([
      'Variable "$input.password": Expected value of non-null type "String!" not to be null.',
    ]);
    expect(await wrong({ ...who, ident: 'geheim', password: 'geheim' })).toEqual([
      'Variable "$input.ident": Expected value of type "CustomerIdentInput" to be an object.',
    ]);
    expect(await wrong({ ...who, ident: { email: 'geheim', phoneNumber: 'geheim' }, password: 'geheim' })).toEqual([
      expect.stringContaining('Variable "$input.ident": Within OneOf Input Object type "CustomerIdentInput"'),
    ]);
    expect(await wrong({ ...who, type: 'CUSTOMR', password: 'geheim' })).toEqual([
      'Variable "$input.type": Expected value of type "CustomerLoginType!". Did you mean the enum value "CUSTOMER"?',
    ]);
  });

  it('names places in lists, and types of our own', async () => {
    const query = 'mutation ($input: OrderCreateInput!) { orderCreate(input: $input) { __typename } }';
    const item = { lineId: 1, itemId: 'A', grossAmount: 'geheim', taxLines: [] };
    const input = { order: { currency: 'GEHEIM', items: [item] } };
    const { errors } = await harness.ask(query, { as: 'admin', variables: { input } });
    expect(messages(errors)).toEqual([
      'Variable "$input.order.currency": Expected value of type "Currency!": an ISO 4217 code, such as NOK.',
      'Variable "$input.order.items.0.grossAmount": Expected value of type "SafeInt!": a whole number from -9007199254740991 to 9007199254740991, such as 12500.',
    ]);
    const missing = await harness.ask(query, { as: 'admin' });
    expect(messages(missing.errors)).toEqual([
      'Variable "$input": Expected a value of non-null type "OrderCreateInput!" to be provided.',
    ]);
  });
});

describe('an error on values in a document', () => {
  const login = (input: string) => `mutation { customerLogin(input: ${input}) { __typename } }`;

  it.each([
    [login('{ type: CUSTOMER, audience: "geheim", password: 4711 }')],
    [login('{ ident: { email: "geheim" }, type: CUSTOMR, audience: "geheim", password: "geheim", passwrd: "geheim" }')],
    [login('"geheim"')],
    [login('{ password "geheim" }')],
    [login('{ password: """geheim""" """geheim""" }')],
    ['{ customer(customerId: 4711) { id } }'],
  ])('quotes none: %s', async (query) => {
    const { status, errors, calls } = await harness.ask(query, { as: 'admin' });
    expect({ status, calls }).toEqual({ status: 400, calls: [] });
    expect(errors.length).toBeGreaterThan(0);
    expect(JSON.stringify(errors)).not.toMatch(/geheim|4711/);
  });

  it('says what is expected', async () => {
    const { errors } = await harness.ask(login('{ type: CUSTOMR, audience: "x", password: 4711 }'), { as: 'admin' });
    // They come in the order of the schema's fields, which is nobody's concern here.
    expect([...messages(errors)].sort()).toEqual([
      'Expected value of type "CustomerLoginInput" to include required field "ident".',
      'Expected value of type "CustomerLoginType". Did you mean the enum value "CUSTOMER"?',
      'Expected value of type "String".',
    ]);
  });
});
