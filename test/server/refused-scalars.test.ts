import { isScalarType, isSpecifiedScalarType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';
import { isExact } from '../../src/kernel/exact-number.ts';
import { scalarForms } from '../../src/kernel/scalar-forms.ts';
import { type Harness, startHarness } from '../graphql/harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

/** Values that each scalar refuses, as they are written in a document, and what takes them there. */
const refused: readonly (readonly [scalar: string, value: string, field: (value: string) => string])[] = [
  ['DateTime', '"2021-06-23T05:50:47+0000"', orders],
  ['DateTime', '"2021-06-23"', orders],
  ['DateTime', '1624427447', orders],
  ['Date', '"23.06.2021"', born],
  ['Date', '"2021-02-30"', born],
  ['JSONObject', '"geheim"', tagged],
  ['JSONObject', '[4711]', tagged],
  ['JSONObject', '{ a: [{ b: 9007199254740993 }] }', tagged],
  ['JSONObject', '{ a: 0.12345678901234567890 }', tagged],
  ['JSONObject', '{ a: 1e400 }', tagged],
  ['SafeInt', '12.5', priced],
  ['SafeInt', '"12500"', priced],
  ['SafeInt', '9007199254740993', priced],
  ['Currency', '"KRONER"', funded],
  ['Currency', '"nok "', funded],
];

function orders(value: string) {
  return `query { orders(filter: { createdFrom: ${value} }) { nodes { id } } }`;
}
function born(value: string) {
  return `mutation { customerUpdate(input: { customerId: "C1001", details: { dateOfBirth: ${value} } }) { __typename } }`;
}
function tagged(value: string) {
  return `mutation { customerTagCreate(input: { tag: "t", metadata: ${value} }) { __typename } }`;
}
function priced(value: string) {
  return `mutation { walletCardCreate(input: { cardId: "N", amount: ${value}, currency: "NOK" }) { __typename } }`;
}
function funded(value: string) {
  return `mutation { walletCardCreate(input: { cardId: "N", amount: 1, currency: ${value} }) { __typename } }`;
}

/** The same with the value in a variable, as the text of the request's body. */
function asVariable(scalar: string, value: string, field: (value: string) => string): string {
  const query = field('$value').replace(/^(query|mutation)/, `$1 ($value: ${scalar}!)`);
  const json = value.replaceAll(/\b([a-z]):/g, '"$1":');
  return `{ "query": ${JSON.stringify(query)}, "variables": { "value": ${json} } }`;
}

async function post(body: string) {
  const token = await harness.sandbox.token('admin');
  harness.sandbox.clearCalls();
  // An id of its own: a random one can hold any few digits that a test looks for.
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'x-request-id': 'asked' };
  const response = await harness.app.fetch(new Request('http://bff/graphql', { method: 'POST', headers, body }));
  return { status: response.status, answer: await response.json(), calls: harness.sandbox.calls };
}

describe('a scalar that refuses a value', () => {
  it('has a form to tell, each of our own', () => {
    const own = Object.values(schema.getTypeMap()).filter((type) => isScalarType(type) && !isSpecifiedScalarType(type));
    expect(own.map(({ name }) => name).sort()).toEqual(Object.keys(scalarForms).sort());
    expect([...new Set(refused.map(([scalar]) => scalar))].sort()).toEqual(Object.keys(scalarForms).sort());
  });

  it.each(refused)(
    '%s refuses %s in a document, says what it wants, and quotes nothing',
    async (scalar, value, field) => {
      const { status, answer, calls } = await post(JSON.stringify({ query: field(value) }));
      expect({ status, calls }).toEqual({ status: 400, calls: [] });
      expect(answer.errors.map(({ message }: { message: string }) => message)).toEqual([
        expect.stringContaining(`"${scalar}": ${scalarForms[scalar]}.`),
      ]);
      expect(JSON.stringify(answer)).not.toMatch(/geheim|4711|0000"|KRONER|23\.06|0993|7890/);
    },
  );

  it.each(refused.filter(([scalar, value]) => scalar !== 'JSONObject' || isShort(value)))(
    '%s refuses %s in a variable, says what it wants, and quotes nothing',
    async (scalar, value, field) => {
      const { status, answer, calls } = await post(asVariable(scalar, value, field));
      expect({ status, calls }).toEqual({ status: 400, calls: [] });
      const [{ message }] = answer.errors;
      if (isShort(value))
        expect(message).toBe(`Variable "$value": Expected value of type "${scalar}!": ${scalarForms[scalar]}.`);
      expect(JSON.stringify(answer)).not.toMatch(/geheim|4711|0000"|KRONER|23\.06|0993/);
    },
  );
});

function isShort(value: string): boolean {
  return !/\d{16}|e400/.test(value);
}

describe('a number of the body that a double cannot hold', () => {
  it.each([
    ['{ "a": [{ "b": 9007199254740993 }] }', 'variables.value.a.0.b'],
    ['{ "a": -123456789012345678901234567890 }', 'variables.value.a'],
    ['{ "a": 0.12345678901234567890 }', 'variables.value.a'],
    ['{ "a": 1e400 }', 'variables.value.a'],
    ['{ "a": 1E-400 }', 'variables.value.a'],
  ])('is refused at its place: %s', async (value, place) => {
    const { status, answer, calls } = await post(asVariable('JSONObject', value.replaceAll('"', ''), tagged));
    expect({ status, calls }).toEqual({ status: 400, calls: [] });
    expect(answer.errors).toMatchObject([
      {
        message: `${place} is a number with more digits than can be kept: write it as text.`,
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });

  it.each(['9007199254740992', '0.1', '1.10', '1e22', '12345678901234500000', '1.0000000000000000000000'])(
    'is none where it can: %s',
    async (number) => {
      const body = asVariable('JSONObject', `{ a: ${number} }`, tagged).replace('"t\\"', `"n${number}\\"`);
      const { status, answer } = await post(body.replace('tag: \\"t\\"', `tag: \\"n${number}\\"`));
      expect({ status, errors: answer.errors }).toEqual({ status: 200, errors: undefined });
      const [made] = [...harness.sandbox.state.tags.values()].filter(({ tag }) => tag === `n${number}`);
      expect(made?.metadata).toEqual({ a: Number(number) });
    },
  );

  it('may stand in a text', async () => {
    const { status } = await post(asVariable('JSONObject', '{ a: "9007199254740993" }', tagged));
    expect(status).toBe(200);
  });

  it.each([
    ['9007199254740992', true],
    ['9007199254740993', false],
    ['4.35', true],
    ['100', true],
    ['1e2', true],
    ['0', true],
    ['0e9', true],
    ['5e-324', true],
    ['4e-324', false],
  ])('is told by its text: %s %s', (text, exact) => {
    expect(isExact(text)).toBe(exact);
  });
});

describe('a body with such a number', () => {
  it.each(['id', 'variables', 'extensions'])('that is nested without end in %s is refused', async (member) => {
    const deep = `${'['.repeat(20_000)}1e-300${']'.repeat(20_000)}`;
    const response = await harness.app.fetch(
      new Request('http://bff/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: `{"query":"{ viewer { kind } }","${member}":${deep}}`,
      }),
    );
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ message: 'The body is nested too deeply.' }] });
  });
});
