import SchemaBuilder from '@pothos/core';
import { graphql } from 'graphql';
import { beforeEach, describe, expect, it } from 'vitest';
import { AccessDeniedError } from '../../src/auth/access/denial.ts';
import AccessPluginName, { type AccessContext } from '../../src/auth/access/plugin.ts';
import type { Requirement } from '../../src/auth/access/rule.ts';
import { createAccessState } from '../../src/auth/access/state.ts';
import { anonymous, type Viewer } from '../../src/auth/viewer.ts';
import type { ScopedEndpoint } from '../../src/kernel/scope.ts';

const readShoes: ScopedEndpoint = {
  name: 'read_shoes',
  method: 'GET',
  path: '/shoes',
  scopes: ['admin:shoes', 'read:shoes', 'user:shoes'],
};
const readLaces: ScopedEndpoint = {
  name: 'read_laces',
  method: 'GET',
  path: '/laces',
  scopes: ['admin:shoes', 'read:laces'],
};

const calls: string[] = [];
beforeEach(() => calls.splice(0));

function newBuilder() {
  return new SchemaBuilder<{ Context: AccessContext }>({ plugins: [AccessPluginName] });
}

function shoesSchema(requires: Requirement<object, { customerId: string }>) {
  const builder = newBuilder();
  builder.queryType({});
  builder.queryField('shoes', (t) =>
    t.string({
      requires,
      args: { customerId: t.arg.string({ required: true }) },
      resolve: (_, { customerId }) => {
        calls.push(customerId);
        return `shoes of ${customerId}`;
      },
    }),
  );
  return builder.toSchema();
}

function viewer(...scopes: string[]): Viewer {
  return { ...anonymous, kind: 'CLIENT', scopes: new Set(scopes), token: 'secret' };
}

function customer(customerId: string | null, ...scopes: string[]): Viewer {
  return { ...viewer(...scopes), kind: 'CUSTOMER', customerId };
}

async function ask(schema: ReturnType<typeof shoesSchema>, who: Viewer, source = '{ shoes(customerId: "C1") }') {
  const { data, errors } = await graphql({
    schema,
    source,
    contextValue: { viewer: who, access: createAccessState() },
  });
  const denials = (errors ?? []).map(({ originalError }) =>
    originalError instanceof AccessDeniedError ? originalError.denial : originalError,
  );
  return { data: { ...data }, denials };
}

const owned: Requirement<object, { customerId: string }> = {
  operations: [readShoes],
  owner: (_, { customerId }) => customerId,
};

describe('a field with one operation', () => {
  const schema = shoesSchema({ operations: [readShoes] });

  it.each(['admin:shoes', 'read:shoes'])('admits a caller who holds %s', async (scope) => {
    expect(await ask(schema, viewer(scope))).toEqual({ data: { shoes: 'shoes of C1' }, denials: [] });
  });

  it('refuses a caller without any of its scopes before the resolver runs', async () => {
    const { data, denials } = await ask(schema, viewer('write:shoes', 'read:laces'));
    expect(data).toEqual({ shoes: null });
    expect(denials).toEqual([
      {
        code: 'INSUFFICIENT_SCOPE',
        coordinate: 'Query.shoes',
        required: [['admin:shoes'], ['read:shoes']],
        granted: ['read:laces', 'write:shoes'],
        missing: [['admin:shoes'], ['read:shoes']],
      },
    ]);
    expect(calls).toEqual([]);
  });

  it('does not count a user: scope where no owner is declared', async () => {
    const { denials } = await ask(schema, customer('C1', 'user:shoes'));
    expect(denials).toMatchObject([{ code: 'INSUFFICIENT_SCOPE' }]);
    expect(calls).toEqual([]);
  });

  it('refuses a caller without a token as unauthenticated', async () => {
    const { denials } = await ask(schema, anonymous);
    expect(denials).toMatchObject([{ code: 'UNAUTHENTICATED' }]);
  });
});

describe('a field with an owner', () => {
  const schema = shoesSchema(owned);

  it('admits a customer to their own data', async () => {
    expect(await ask(schema, customer('C1', 'user:shoes'))).toMatchObject({ data: { shoes: 'shoes of C1' } });
  });

  it("refuses a customer somebody else's data before the resolver runs", async () => {
    const { data, denials } = await ask(schema, customer('C2', 'user:shoes'));
    expect(data).toEqual({ shoes: null });
    expect(denials).toMatchObject([
      { code: 'NOT_OWNER', coordinate: 'Query.shoes', missing: [['admin:shoes'], ['read:shoes']] },
    ]);
    expect(calls).toEqual([]);
  });

  it('refuses a token with a user: scope but no customer', async () => {
    expect(await ask(schema, customer(null, 'user:shoes'))).toMatchObject({ denials: [{ code: 'NOT_OWNER' }] });
  });

  it('admits staff to anybody', async () => {
    expect(await ask(schema, viewer('read:shoes'))).toMatchObject({ data: { shoes: 'shoes of C1' } });
  });

  it('reports one denial however many aliases it touches', async () => {
    const source = '{ a: shoes(customerId: "C1") b: shoes(customerId: "C3") mine: shoes(customerId: "C2") }';
    const { data, denials } = await ask(schema, customer('C2', 'user:shoes'), source);
    expect(data).toEqual({ a: null, b: null, mine: 'shoes of C2' });
    expect(denials).toHaveLength(1);
  });
});

describe('a field whose argument is the secret', () => {
  it('counts user: scopes without a comparison of customers', async () => {
    const schema = shoesSchema({ operations: [readShoes], owner: 'holder' });
    expect(await ask(schema, customer('C2', 'user:shoes'))).toMatchObject({ data: { shoes: 'shoes of C1' } });
  });
});

describe('a field with two operations', () => {
  const schema = shoesSchema({ ...owned, operations: [readShoes, readLaces] });

  it('needs a scope of each', async () => {
    expect(await ask(schema, viewer('read:shoes'))).toMatchObject({
      denials: [
        { code: 'INSUFFICIENT_SCOPE', missing: [['admin:shoes'], ['read:laces'], ['read:laces', 'user:shoes']] },
      ],
    });
    expect(await ask(schema, viewer('read:shoes', 'read:laces'))).toMatchObject({ denials: [] });
    expect(await ask(schema, viewer('admin:shoes'))).toMatchObject({ denials: [] });
  });

  it('compares customers when one of them is admitted by a user: scope', async () => {
    const scopes = ['user:shoes', 'read:laces'];
    expect(await ask(schema, customer('C1', ...scopes))).toMatchObject({ denials: [] });
    expect(await ask(schema, customer('C2', ...scopes))).toMatchObject({ denials: [{ code: 'NOT_OWNER' }] });
  });
});

describe('a field that its parent may cover', () => {
  const builder = newBuilder();
  const Shoe = builder.objectRef<{ size: number | null }>('Shoe');
  builder.objectType(Shoe, {
    fields: (t) => ({
      size: t.int({
        requires: { operations: [readLaces], covered: (shoe) => shoe.size !== null },
        resolve: (shoe) => shoe.size ?? 99,
      }),
    }),
  });
  builder.queryType({
    fields: (t) => ({
      shoes: t.field({
        type: [Shoe],
        requires: 'anyone',
        resolve: () => [{ size: 42 }, { size: null }, { size: null }],
      }),
    }),
  });
  const schema = builder.toSchema();

  it('is gated only where it has to be loaded', async () => {
    const { data, denials } = await ask(schema, viewer(), '{ shoes { size } }');
    expect(data).toEqual({ shoes: [{ size: 42 }, { size: null }, { size: null }] });
    expect(denials).toMatchObject([{ coordinate: 'Shoe.size' }]);
  });
});

describe('a schema', () => {
  it('is not built with a root field that does not say what it requires', () => {
    const builder = newBuilder();
    builder.queryType({});
    // @ts-expect-error requires is missing: it must not compile either
    builder.queryField('shoes', (t) => t.string({ resolve: () => 'x' }));
    expect(() => builder.toSchema()).toThrow('Query.shoes does not say what it requires.');
  });

  it('is not built with a gated field that cannot be null', () => {
    const builder = newBuilder();
    builder.queryType({});
    builder.queryField('shoes', (t) =>
      t.string({ nullable: false, requires: { operations: [readShoes] }, resolve: () => 'x' }),
    );
    expect(() => builder.toSchema()).toThrow('Query.shoes is gated and must be nullable.');
  });

  it('is not built with an operation that only user: scopes admit to and no owner', () => {
    expect(() => shoesSchema({ operations: [{ ...readShoes, scopes: ['user:shoes'] }] })).toThrow('declare an owner');
  });

  it('tells the rule in the description and in the extensions of a field', () => {
    const field = shoesSchema(owned).getQueryType()?.getFields()['shoes'];
    expect(field?.description).toBe(
      'Needs one of `admin:shoes`, `read:shoes`, `user:shoes` (`user:shoes`: own data only).',
    );
    expect(field?.extensions['directives']).toEqual({
      requiresScopes: { scopes: [['admin:shoes'], ['read:shoes'], ['user:shoes']] },
      ownData: { scopes: ['user:shoes'] },
    });
  });
});

describe('a field with a condition', () => {
  const schema = shoesSchema({
    ...owned,
    conditions: [
      {
        when: 'the customer is the king',
        applies: ({ customerId }) => customerId === 'KING',
        anyOf: ['admin:shoes', 'write:crown'],
      },
    ],
  });
  const king = '{ shoes(customerId: "KING") }';

  it('admits by its operations where the condition does not apply', async () => {
    expect(await ask(schema, viewer('read:shoes'))).toEqual({ data: { shoes: 'shoes of C1' }, denials: [] });
  });

  it('asks for one scope more where it applies', async () => {
    const { denials } = await ask(schema, viewer('read:shoes'), king);
    expect(denials).toMatchObject([
      {
        code: 'INSUFFICIENT_SCOPE',
        required: [['admin:shoes'], ['read:shoes', 'write:crown'], ['user:shoes', 'write:crown']],
        missing: [['admin:shoes'], ['write:crown'], ['user:shoes', 'write:crown']],
      },
    ]);
    expect(calls).toEqual([]);
  });

  it.each([['admin:shoes'], ['read:shoes', 'write:crown']])('admits a caller who holds %s %s', async (...scopes) => {
    expect(await ask(schema, viewer(...scopes), king)).toMatchObject({ data: { shoes: 'shoes of KING' }, denials: [] });
  });

  it('still admits a customer to their own data only', async () => {
    expect((await ask(schema, customer('KING', 'user:shoes', 'write:crown'), king)).denials).toEqual([]);
    expect((await ask(schema, customer('C1', 'user:shoes', 'write:crown'), king)).denials).toMatchObject([
      { code: 'NOT_OWNER' },
    ]);
  });

  it('says so in its description', () => {
    expect(schema.getQueryType()?.getFields()['shoes']?.description).toBe(
      'Needs one of `admin:shoes`, `read:shoes`, `user:shoes` (`user:shoes`: own data only). Where the customer is the king, needs `admin:shoes` or `write:crown` as well.',
    );
  });
});
