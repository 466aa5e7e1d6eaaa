import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLNamedType,
  getDirectiveValues,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../graphql/harness.ts';
import { comparable, introspectionOf, introspectionQuery } from './introspection.ts';

const read = (name: string) => readFileSync(new URL(`../../schema/${name}`, import.meta.url), 'utf8');
const served = read('schema.graphql');
const withLogin = `${served}\n${read('customer-login.graphql')}`;

/** Every field of the file with what its directives say, lists as they are written. */
const schema = buildSchema(served);
const gates = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .filter(({ name }) => !name.startsWith('__'))
  .flatMap((type) =>
    Object.values(type.getFields()).map((field) => ({
      coordinate: `${type.name}.${field.name}`,
      required: scopesOf('requiresScopes', field),
      own: scopesOf('ownData', field),
    })),
  );

function scopesOf(directive: string, { astNode }: GraphQLField<unknown, unknown>): unknown[] {
  const definition = schema.getDirective(directive);
  const values = definition && astNode && getDirectiveValues(definition, astNode);
  return Array.isArray(values?.['scopes']) ? values['scopes'] : [];
}

function isBuiltIn(type: GraphQLNamedType): boolean {
  return isIntrospectionType(type) || isSpecifiedScalarType(type);
}

/** Coordinates in one question. */
const asked = 100;

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

describe('schema/schema.graphql', () => {
  it('is what the server tells of itself', async () => {
    const { data } = await harness.ask(introspectionQuery);
    expect(introspectionOf(served)).toEqual(comparable(data));
  });

  it('is, with customer-login.graphql, what it tells with CUSTOMER_LOGIN=on', async () => {
    const open = await startHarness({ CUSTOMER_LOGIN: 'on' });
    const { data } = await open.ask(introspectionQuery);
    await open.close();
    expect(introspectionOf(withLogin)).toEqual(comparable(data));
    expect(introspectionOf(served)).not.toEqual(comparable(data));
  });

  it.each([
    ['alone', served],
    ['with customer-login.graphql', withLogin],
  ])('%s holds no type that no field leads to', (_, sdl) => {
    const whole = buildSchema(sdl);
    const reached = new Set<GraphQLNamedType>();
    const reach = (type: GraphQLNamedType | null | undefined): void => {
      if (!type || reached.has(type)) return;
      reached.add(type);
      if (isObjectType(type) || isInterfaceType(type)) for (const each of type.getInterfaces()) reach(each);
      if (isUnionType(type)) for (const each of type.getTypes()) reach(each);
      if (isInputObjectType(type)) for (const each of Object.values(type.getFields())) reach(getNamedType(each.type));
      if (!isObjectType(type) && !isInterfaceType(type)) return;
      for (const field of Object.values(type.getFields())) {
        reach(getNamedType(field.type));
        for (const each of field.args) reach(getNamedType(each.type));
      }
    };
    reach(whole.getQueryType());
    reach(whole.getMutationType());
    const node = whole.getType('Node');
    if (isInterfaceType(node)) for (const each of whole.getPossibleTypes(node)) reach(each);
    for (const { args } of whole.getDirectives()) for (const { type } of args) reach(getNamedType(type));
    const lost = Object.values(whole.getTypeMap()).filter((type) => !reached.has(type) && !isBuiltIn(type));
    expect(lost.map(String)).toEqual([]);
  });

  it('has the rules in its directives that the server goes by', async () => {
    const scopes = [...new Set(gates.flatMap(({ own }) => own.map(String)))];
    const token = await harness.sandbox.issue({ scopes, customerId: 'C1001' });
    const query = 'query ($all: [String!]!) { viewer { can(coordinates: $all) { coordinate required ownDataOnly } } }';
    for (let at = 0; at < gates.length; at += asked) {
      const some = gates.slice(at, at + asked);
      const all = some.map(({ coordinate }) => coordinate);
      const { data } = await harness.ask(query, { token, variables: { all } });
      expect(data.viewer.can).toEqual(
        some.map(({ coordinate, required, own }) => ({ coordinate, required, ownDataOnly: own.length > 0 })),
      );
    }
  });
});

describe('the comparison', () => {
  const whole = introspectionOf(withLogin);

  it.each([
    ['a default of an argument', /first: Int! = 10/, 'first: Int!'],
    ['another default', /first: Int! = 10/, 'first: Int! = 20'],
    ['a default of an input field', /quantity: Float! = 1/, 'quantity: Float!'],
    ['an argument', /"""[^"]*"""\n {4}after: String\n/, ''],
    ['a type of a field', /latitude: Float\n/, 'latitude: Float!\n'],
    ['a field', /"""[^"]*"""\n {2}latitude: Float\n/, ''],
    ['a value of an enum', /\n {2}ANONYMOUS\n/, '\n  ANONYMOUS\n  NOBODY\n'],
    ['a description of a field', /"""Street and number/, '"""Street and house'],
    ['a description of a type', /"""A postal address\."""/, '"""An address."""'],
    ['a deprecation', /latitude: Float\n/, 'latitude: Float @deprecated\n'],
    ['@oneOf', / @oneOf/, ''],
    ['@specifiedBy', / @specifiedBy\([^)]*\)/, ''],
    ['a definition of a directive', /\) on FIELD_DEFINITION/, ') on FIELD_DEFINITION | OBJECT'],
    ['an interface', / implements Node /, ' '],
  ])('notices %s', (_, part, other) => {
    expect(withLogin).toMatch(part);
    expect(introspectionOf(withLogin.replace(part, other))).not.toEqual(whole);
  });
});
