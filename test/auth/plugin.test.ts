import SchemaBuilder from '@pothos/core';
import { GraphQLString, graphql } from 'graphql';
import { beforeEach, describe, expect, it } from 'vitest';
import { AccessDeniedError } from '../../src/auth/access/denial.ts';
import type { Carried, Condition, Gate } from '../../src/auth/access/gate.ts';
import type { AccessContext } from '../../src/auth/access/pass.ts';
import AccessPluginName from '../../src/auth/access/plugin.ts';
import { ruleOf } from '../../src/auth/access/rule.ts';
import { createAccessState } from '../../src/auth/access/state.ts';
import { anonymous, type Viewer } from '../../src/auth/viewer.ts';
import type { ScopedEndpoint } from '../../src/kernel/scope.ts';

const readShoes: ScopedEndpoint = {
  name: 'read_shoes',
  method: 'GET',
  path: '/shoes',
  scopes: ['admin:shoes', 'read:shoes', 'user:shoes'],
  owner: null,
};
const readLaces: ScopedEndpoint = {
  name: 'read_laces',
  method: 'GET',
  path: '/laces',
  scopes: ['admin:shoes', 'read:laces'],
  owner: null,
};

const calls: string[] = [];
beforeEach(() => calls.splice(0));

function newBuilder() {
  return new SchemaBuilder<{ Context: AccessContext }>({ plugins: [AccessPluginName] });
}

interface Calling {
  readonly endpoints: readonly ScopedEndpoint[];
  readonly conditions?: readonly Condition<{ customerId: string }>[];
  readonly carried?: Carried<{ size: number | null }, number>;
}

function customerOf(asked: object): string {
  return 'customerId' in asked ? String(asked.customerId) : 'nobody';
}

/** A gate that asks for a customer's shoes, and notes whose it was asked for. */
function gateTo({ endpoints, conditions = [], carried }: Calling): Gate {
  return {
    ways: [
      {
        when: null,
        applies: () => true,
        preferred: false,
        endpoints,
        shortcuts: [],
        rule: ruleOf(endpoints),
        owner: customerOf,
        counts: [],
      },
    ],
    input: (_, args) => args,
    carried: carried as Gate['carried'],
    conditions: conditions as Gate['conditions'],
    known: undefined,
    load: async (input) => {
      calls.push(customerOf(input));
      return `shoes of ${customerOf(input)}`;
    },
    finish: (answer) => answer,
  };
}

function shoesSchema(calling: Calling) {
  const builder = newBuilder();
  builder.queryType({});
  builder.queryField('shoes', (t) =>
    t.gated({
      type: 'String',
      gate: gateTo(calling),
      args: { customerId: t.arg.string({ required: true }) },
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

const ownShoes: ScopedEndpoint = { ...readShoes, owner: 'path' };
const owned: Calling = { endpoints: [ownShoes] };

describe('a field that calls one endpoint', () => {
  const schema = shoesSchema({ endpoints: [readShoes] });

  it.each(['admin:shoes', 'read:shoes'])('admits a caller who holds %s', async (scope) => {
    expect(await ask(schema, viewer(scope))).toEqual({ data: { shoes: 'shoes of C1' }, denials: [] });
  });

  it('refuses a caller without any of its scopes before anything is called', async () => {
    const { data, denials } = await ask(schema, viewer('write:shoes', 'read:laces'));
    expect(data).toEqual({ shoes: null });
    expect(denials).toEqual([
      {
        code: 'INSUFFICIENT_SCOPE',
        coordinate: 'Query.shoes',
        required: [['read:shoes'], ['admin:shoes']],
        granted: ['read:laces', 'write:shoes'],
        missing: [['read:shoes'], ['admin:shoes']],
      },
    ]);
    expect(calls).toEqual([]);
  });

  it('does not count a user: scope where the endpoint does not say whose data it is about', async () => {
    const { denials } = await ask(schema, customer('C1', 'user:shoes'));
    expect(denials).toMatchObject([{ code: 'INSUFFICIENT_SCOPE' }]);
    expect(calls).toEqual([]);
  });

  it('refuses a caller without a token as unauthenticated', async () => {
    const { denials } = await ask(schema, anonymous);
    expect(denials).toMatchObject([{ code: 'UNAUTHENTICATED' }]);
  });
});

describe('a field of data that somebody owns', () => {
  const schema = shoesSchema(owned);

  it('admits a customer to their own data', async () => {
    expect(await ask(schema, customer('C1', 'user:shoes'))).toMatchObject({ data: { shoes: 'shoes of C1' } });
  });

  it("refuses a customer somebody else's data before anything is called", async () => {
    const { data, denials } = await ask(schema, customer('C2', 'user:shoes'));
    expect(data).toEqual({ shoes: null });
    expect(denials).toMatchObject([
      { code: 'NOT_OWNER', coordinate: 'Query.shoes', missing: [['read:shoes'], ['admin:shoes']] },
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
    const schema = shoesSchema({ endpoints: [{ ...readShoes, owner: 'holder' }] });
    expect(await ask(schema, customer('C2', 'user:shoes'))).toMatchObject({ data: { shoes: 'shoes of C1' } });
  });
});

describe('a field that calls two endpoints', () => {
  const schema = shoesSchema({ endpoints: [ownShoes, readLaces] });

  it('needs a scope of each', async () => {
    expect(await ask(schema, viewer('read:shoes'))).toMatchObject({
      denials: [{ code: 'INSUFFICIENT_SCOPE', missing: [['read:laces'], ['admin:shoes']] }],
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

describe('a field that its parent may carry', () => {
  const builder = newBuilder();
  const Shoe = builder.objectRef<{ size: number | null }>('Shoe');
  builder.objectType(Shoe, {
    fields: (t) => ({
      size: t.gated({
        type: 'Int',
        gate: gateTo({ endpoints: [readLaces], carried: { value: (shoe) => shoe.size } }),
      }),
    }),
  });
  builder.queryType({
    fields: (t) => ({
      shoes: t.field({
        type: [Shoe],
        calls: 'nothing',
        resolve: () => [{ size: 42 }, { size: null }, { size: null }],
      }),
    }),
  });
  const schema = builder.toSchema();

  it('is gated only where it has to be loaded', async () => {
    const { data, denials } = await ask(schema, viewer(), '{ shoes { size } }');
    expect(data).toEqual({ shoes: [{ size: 42 }, { size: null }, { size: null }] });
    expect(denials).toMatchObject([{ coordinate: 'Shoe.size' }]);
    expect(calls).toEqual([]);
  });
});

describe('a schema', () => {
  it('is not built with a root field that does not say what it calls', () => {
    const builder = newBuilder();
    builder.queryType({});
    // @ts-expect-error calls is missing: it must not compile either
    builder.queryField('shoes', (t) => t.string({ resolve: () => 'x' }));
    expect(() => builder.toSchema()).toThrow('Query.shoes does not say what it calls.');
  });

  it('lets every gated field be null, whatever else is said', () => {
    const builder = newBuilder();
    builder.queryType({});
    const gate = gateTo({ endpoints: [readShoes] });
    // @ts-expect-error it must not compile either
    builder.queryField('shoes', (t) => t.gated({ type: 'String', nullable: false, gate }));
    expect(builder.toSchema().getQueryType()?.getFields()['shoes']?.type).toBe(GraphQLString);
  });

  it('is not built with a gate beside a resolver, which could pass it by', async () => {
    const builder = newBuilder();
    builder.queryType({});
    const gate = gateTo({ endpoints: [readShoes] });
    // @ts-expect-error it must not compile either
    builder.queryField('shoes', (t) => t.gated({ type: 'String', gate, resolve: () => 'free shoes' }));
    expect(await ask(builder.toSchema(), viewer(), '{ shoes }')).toMatchObject({ data: { shoes: null } });
    const other = newBuilder();
    other.queryType({});
    // @ts-expect-error it must not compile either
    other.queryField('shoes', (t) => t.string({ calls: gate, resolve: () => 'free shoes' }));
    expect(() => other.toSchema()).toThrow('what calls upstream is declared as a gated field');
  });

  it('is not built with an endpoint that only user: scopes admit to, of nobody’s data', () => {
    expect(() => shoesSchema({ endpoints: [{ ...readShoes, scopes: ['user:shoes'] }] })).toThrow('No scope admits to');
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

  it('admits by its endpoints where the condition does not apply', async () => {
    expect(await ask(schema, viewer('read:shoes'))).toEqual({ data: { shoes: 'shoes of C1' }, denials: [] });
  });

  it('asks for one scope more where it applies', async () => {
    const { denials } = await ask(schema, viewer('read:shoes'), king);
    expect(denials).toMatchObject([
      {
        code: 'INSUFFICIENT_SCOPE',
        required: [['read:shoes', 'write:crown'], ['admin:shoes']],
        missing: [['write:crown'], ['admin:shoes']],
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
