import { buildSchema, getIntrospectionQuery } from 'graphql';
import { afterAll, describe, expect, it } from 'vitest';
import { type Answer, ask, post, serveSchema } from '../server.ts';

const server = serveSchema(
  buildSchema(`
    type Query { self: Query x(a: [[[[[[[[[[[Int]]]]]]]]]]], t: String): Int page(first: Int = 10): [Query] plain: [Query] }
  `),
  { env: { MAX_REQUEST_BYTES: '100000' } },
);
afterAll(() => server.close());

interface Asked {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

function many(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => text(index)).join(' ');
}

function nested(levels: number, open: string, close: string, inside = ''): string {
  return open.repeat(levels) + inside + close.repeat(levels);
}

/** Name of a limit, the largest number that is let through, and a request of which that number is counted. */
const limits: readonly (readonly [limit: string, most: number, what: string, of: (count: number) => Asked])[] = [
  ['tokens', 2_000, 'names', (count) => ({ query: `{ ${many(count - 2, (index) => `x${index}`)} }` })],
  ['levels of fields', 12, 'fields', (count) => ({ query: `{ ${nested(count - 1, 'self { ', '} ', 'x ')} }` })],
  [
    'levels of fields',
    12,
    'fragments in their places',
    (count) => ({
      query: `{ ${nested(6, 'self { ', '} ', '...F ')} } fragment F on Query { ${nested(count - 7, 'self { ', '} ', 'x ')} }`,
    }),
  ],
  [
    'levels of selections',
    640,
    'of inline fragments',
    (count) => ({ query: `{ ${nested(count - 1, '... { ', '} ', 'x ')} }` }),
  ],
  ['aliases', 30, 'of fields', (count) => ({ query: `{ ${many(count, (index) => `a${index}: x`)} }` })],
  ['aliases', 30, 'of __typename', (count) => ({ query: `{ ${many(count, (index) => `a${index}: __typename`)} }` })],
  [
    'aliases',
    30,
    'in a fragment that is spread twice',
    (count) => ({
      query: `{ ${count % 2 === 1 ? 'odd: x ' : ''}self { ...F } page { ...F } } fragment F on Query { ${many(Math.floor(count / 2), (index) => `a${index}: x`)} }`,
    }),
  ],
  ['operations', 5, 'in a document', (count) => ({ query: many(count, (index) => `query Q${index} { x }`) })],
  [
    '`__schema` fields',
    1,
    'by aliases',
    (count) => ({ query: `{ ${many(count, (index) => `a${index}: __schema { description }`)} }` }),
  ],
  [
    '`__type` fields',
    10,
    'through fragments',
    (count) => ({
      query: `{ ...F ${many(count - 1, (index) => `a${index}: __type(name: "Query") { name }`)} } fragment F on Query { __type(name: "Int") { name } }`,
    }),
  ],
  [
    'aliases below `__schema` and `__type`',
    0,
    'through fragments',
    (count) => ({
      query: `{ __schema { types { ...F } } } fragment F on __Type { ${count > 0 ? 'a: fields { name }' : ''} name }`,
    }),
  ],
  [
    'values in variables',
    2_000,
    'with the list',
    (count) => ({ query: '{ x }', variables: { a: Array(count - 1).fill(1) } }),
  ],
  [
    'levels of a value',
    10,
    'in variables',
    (count) => ({ query: '{ x }', variables: { a: JSON.parse(nested(count - 1, '[', ']', '1')) } }),
  ],
  ['levels of a value', 10, 'in a document', (count) => ({ query: `{ x(a: ${nested(count, '[', ']', '1')}) }` })],
  [
    'characters of one text or name',
    1_000,
    'in variables',
    (count) => ({ query: '{ x }', variables: { a: 'a'.repeat(count) } }),
  ],
  [
    'characters of one text or name',
    1_000,
    'of a name in variables',
    (count) => ({ query: '{ x }', variables: { a: [{ ['a'.repeat(count)]: 1 }] } }),
  ],
  ['characters of one text or name', 1_000, 'of a field', (count) => ({ query: `{ ${'a'.repeat(count)} }` })],
  ['characters of one text or name', 1_000, 'of a number', (count) => ({ query: `{ x(a: ${'1'.repeat(count)}) }` })],
  [
    'characters of one text or name',
    1_000,
    'in a document',
    (count) => ({ query: `{ x(t: "${'a'.repeat(count)}") }` }),
  ],
];

function isLimited({ codes }: Answer): boolean {
  return codes.includes('LIMIT_EXCEEDED');
}

describe('a limit', () => {
  it.each(limits)('of %s, %d, %s: that many are let through, one more is not', async (limit, most, _, of) => {
    const largest = await ask(server, post(of(most)));
    expect({ limited: isLimited(largest), text: largest.body.errors?.[0]?.message }).toMatchObject({ limited: false });
    const { status, body } = await ask(server, post(of(most + 1)));
    expect({ status, errors: body.errors }).toMatchObject({
      status: 400,
      errors: [{ extensions: { code: 'LIMIT_EXCEEDED', limit, most, counted: most + 1 } }],
    });
    expect(body).not.toHaveProperty('data');
  });

  it.each([
    // The page, its items' lists, and ten items in each of those, with so many fields.
    ['first in the document', 18, '{ page(first: 100) { plain { FIELDS } } }', undefined],
    ['first in a variable', 18, 'query ($n: Int) { page(first: $n) { plain { FIELDS } } }', { n: 100 }],
  ])('of fields of the answer, %s: counts the items of lists', async (_, fields, query, variables) => {
    const of = (count: number) => {
      const text = query.replace(
        'FIELDS',
        many(count, (index) => `a${index}: x`),
      );
      return ask(server, post({ query: text, variables }));
    };
    // 1 page, 100 lists, 1,000 times the fields.
    expect(isLimited(await of(fields + 1))).toBe(false);
    const { body } = await of(fields + 2);
    expect(body.errors).toMatchObject([
      { extensions: { limit: 'fields of the answer', most: 20_000, counted: 101 + 1_000 * (fields + 2) } },
    ]);
  });

  it('of fields of the answer lets one look at the whole schema through, and not two', async () => {
    const query = getIntrospectionQuery();
    expect((await ask(server, post(query))).body).not.toHaveProperty('errors');
    const small = serveSchema(buildSchema('type Query { x: Int }'), {
      env: { MAX_ANSWER_FIELDS: '100', MAX_REQUEST_BYTES: '100000' },
    });
    expect(await ask(small, post(query))).toMatchObject({ status: 200, codes: [] });
    const twice = query.replace('__schema {', 'more: __schema { types { ...FullType } } __schema {');
    const refused = await ask(small, post(twice));
    await small.close();
    expect(refused).toMatchObject({ status: 400, codes: ['LIMIT_EXCEEDED'] });
  });

  it('of what the schema is asked lets no type lead on and on to others', async () => {
    const asked = '{ __type(name: "Query") { fields { type { fields { type { fields { name } } } } } } }';
    const { status, body } = await ask(server, post(asked));
    expect({ status, errors: body.errors }).toMatchObject({
      status: 400,
      errors: [{ extensions: { code: 'LIMIT_EXCEEDED', limit: 'levels of lists below `__schema`' } }],
    });
  });

  it.each([
    ['1,900 copies of one field', `{ ${'x '.repeat(1_900)} }`],
    ['500 copies with selections', `{ ${'self { x } '.repeat(499)} }`],
  ])('of what is compared is one as well: %s', async (_, query) => {
    const { status, body } = await ask(server, post(query));
    expect({ status, errors: body.errors }).toMatchObject({
      status: 400,
      errors: [{ extensions: { code: 'LIMIT_EXCEEDED', limit: 'pairs of the same field', most: 500_000 } }],
    });
  });

  it.each([
    [
      'a fragment beside each of sixty components',
      `{ ${many(60, (index) => `...Component${index}`)} } ${many(60, (index) => `fragment Component${index} on Query { self { x } page(first: 10) { x } }`)}`,
    ],
    [
      'fragments in fragments',
      `{ self { ...F0 } } ${many(119, (index) => `fragment F${index} on Query { x ...F${index + 1} }`)} fragment F119 on Query { x }`,
    ],
  ])('does not count the pieces of a document: %s', async (_, query) => {
    expect((await ask(server, post(query))).codes).toEqual([]);
  });

  it('finds fragments that spread themselves, however long it takes to come round', async () => {
    const deep = serveSchema(buildSchema('type Query { self: Query }'), { env: { MAX_DEPTH: '100' } });
    const circle = (name: string, length: number) =>
      many(length, (index) => `fragment ${name}${index} on Query { self { ...${name}${(index + 1) % length} } }`);
    const query = `{ self { ...A0 } self { ...B0 } } ${circle('A', 90)} ${circle('B', 89)}`;
    const { status, body } = await ask(deep, post(query));
    await deep.close();
    expect(status).toBe(400);
    expect(body.errors[0].message).toMatch(/^Cannot spread fragment "A0" within itself/);
  });

  it('may be another one', async () => {
    const strict = serveSchema(buildSchema('type Query { x: Int }'), { env: { MAX_ALIASES: '0' } });
    const { body } = await ask(strict, post('{ a: x }'));
    await strict.close();
    expect(body.errors).toMatchObject([
      { message: 'Too many aliases: 1, and at most 0 are let through.', extensions: { limit: 'aliases', most: 0 } },
    ]);
  });
});
