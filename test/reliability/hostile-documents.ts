import fc from 'fast-check';
import { introspectionQueries } from './introspection.ts';

// Texts that are, or nearly are, documents of the real schema: each grows in one of the ways that have stalled servers.

/** Counts below, at and above the limits that are set by default. */
const counts = fc.oneof(
  { arbitrary: fc.integer({ min: 1, max: 14 }), weight: 3 },
  { arbitrary: fc.integer({ min: 25, max: 35 }), weight: 3 },
  { arbitrary: fc.integer({ min: 100, max: 800 }), weight: 3 },
  { arbitrary: fc.integer({ min: 1_000, max: 20_000 }), weight: 1 },
);

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

const leaves = fc.constantFrom(
  'email',
  'customerId',
  'name { full }',
  'emial',
  '__typename',
  'receipts(first: 100) { nodes { id } }',
  'walletCards(first: 100) { nodes { balance { amount currency } } }',
  'orders(first: 9) { nodes { id items { id } } }',
  'discounts { id }',
);
const roots = fc.constantFrom(
  'me',
  'customer(customerId: "C1001")',
  'customers(first: 100)',
  'customers(first: $n)',
  'node(id: "x")',
  'nodes(ids: ["x"])',
  'viewer',
  '__schema',
  '__type(name: "Customer")',
  'receiptsByNumber(receiptId: "1")',
);

const shapes: readonly fc.Arbitrary<string>[] = [
  // Wide.
  fc
    .tuple(roots, leaves, counts)
    .map(([root, leaf, count]) => `{ ${root} { ${times(count, (at) => `a${at}: ${leaf}`)} } }`),
  fc
    .tuple(roots, leaves, counts)
    .map(([root, leaf, count]) => `{ ${times(count, (at) => `a${at}: ${root} { ${leaf} }`)} }`),
  fc.tuple(roots, leaves, counts).map(([root, leaf, count]) => `{ ${times(count, () => `${root} { ${leaf} }`)} }`),
  fc.tuple(leaves, counts).map(([leaf, count]) => `{ me { nodes { ${times(count, () => leaf)} } } }`),
  // Deep.
  fc.tuple(roots, counts).map(([root, count]) => `${`{ ${root} `.repeat(count)}${'}'.repeat(count)}`),
  fc
    .tuple(leaves, counts)
    .map(
      ([leaf, count]) =>
        `{ me ${'{ orders(first: 9) { nodes { customer '.repeat(count)} { ${leaf} } ${'} } }'.repeat(count)} }`,
    ),
  fc
    .tuple(fc.constantFrom('[]', '{}', '()'), counts)
    .map(([pair, count]) => `{ nodes(ids: ${(pair[0] ?? '').repeat(count)}${(pair[1] ?? '').repeat(count)}) { id } }`),
  fc.tuple(counts).map(([count]) => `{ me ${'{ ... on Customer '.repeat(count)} { email } ${'}'.repeat(count)} }`),
  // Fragments: each of which spreads the next twice, or itself.
  fc
    .tuple(counts, leaves)
    .map(
      ([count, leaf]) =>
        `{ me { ...F0 } } ${times(count, (at) => `fragment F${at} on Customer { a${at}: id ...F${at + 1} ...F${at + 1} }`)} fragment F${count} on Customer { ${leaf} }`,
    ),
  counts.map(
    (count) => `{ me { ...F0 } } ${times(count, (at) => `fragment F${at} on Customer { id ...F${(at + 1) % count} }`)}`,
  ),
  counts.map(
    (count) =>
      `{ me { ${times(count, (at) => `...F${at}`)} } } ${times(count, (at) => `fragment F${at} on Customer { x: ${at % 2 ? 'id' : 'email'} }`)}`,
  ),
  // Whatever else there may be many of.
  counts.map((count) => `{ me { email ${times(count, () => '@skip(if: false)')} } }`),
  counts.map((count) => times(count, (at) => `query Q${at} { me { email } }`)),
  counts.map((count) => `query (${times(count, (at) => `$v${at}: [[Int!]!] = [[${at}]]`)}) { me { email } }`),
  counts.map(
    (count) =>
      `query (${times(count, (at) => `$v${at}: String`)}) { me { ${times(count, (at) => `a${at}: email @skip(if: $v${at})`)} } }`,
  ),
  counts.map((count) => `{ customers(${times(count, (at) => `first${at}: 1`)}) { nodes { id } } }`),
  counts.map((count) => `{ ${times(count, (at) => `custome${'r'.repeat(at % 40)}`)} }`),
  counts.map((count) => `{ customers(filter: { ${times(count, (at) => `emai${at}: "x"`)} }) { nodes { id } } }`),
  counts.map(
    (count) =>
      `mutation { ${times(count, (at) => `a${at}: customerDelete(input: { customerId: "none-${at}" }) { userErrors { code } }`)} }`,
  ),
  // Values.
  fc
    .tuple(counts, fc.constantFrom('9', '0', '1e', '-', '.'))
    .map(([count, part]) => `{ customers(first: 1${part.repeat(count)}) { nodes { id } } }`),
  fc
    .tuple(counts, fc.constantFrom('.', '@', '%25', '/', ' ', '\\\\', 'a@', '..', '\\u0000', 'é', '😀'))
    .map(([count, part]) => `{ customer(customerId: "${part.repeat(count)}") { id } }`),
  fc
    .tuple(counts, fc.constantFrom('\n', ' \n', '"', '\\"""', '\r', '\t'))
    .map(([count, part]) => `{ customer(customerId: """${part.repeat(count)}""") { id } }`),
  fc
    .tuple(counts, fc.constantFrom('#', ',', '\n', '\ufeff', ' # x\n'))
    .map(([count, part]) => `${part.repeat(count)}{ me { email } }`),
  fc.string({ unit: 'binary', maxLength: 2_000 }),
  fc
    .array(
      fc.constantFrom(
        '{',
        '}',
        '(',
        ')',
        '[',
        ']',
        ':',
        '!',
        '$',
        '@',
        '...',
        'on',
        'me',
        'query',
        'fragment',
        '"x"',
        '1',
        '&',
        '|',
      ),
      { maxLength: 600 },
    )
    .map((tokens) => tokens.join(' ')),
  fc.tuple(fc.constantFrom(...introspectionQueries), counts).map(([text, count]) =>
    text.replaceAll(
      'FIELDS',
      times(count, (at) => `a${at}: name`),
    ),
  ),
];

/** A text that is grown in one way. */
export const hostileDocument: fc.Arbitrary<string> = fc.oneof(...shapes);

/** A document that is right but for a few places, at which something is left out, doubled, or put in. */
export function mutated(documents: readonly string[]): fc.Arbitrary<string> {
  const change = fc.tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.integer({ min: 0, max: 200 }),
    fc.constantFrom(
      '',
      '{',
      '}',
      ')',
      '"',
      '$',
      '...',
      '@skip(if: true)',
      '\u0000',
      '😀',
      'null',
      '1e999',
      '#',
      'first: 100',
    ),
    fc.boolean(),
  );
  return fc
    .tuple(fc.constantFrom(...documents), fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([text, changes]) =>
      changes.reduce((current, [place, length, put, doubles]) => {
        const at = Math.floor(place * current.length);
        const part = current.slice(at, at + length);
        return `${current.slice(0, at)}${doubles ? part + part : put}${current.slice(at + length)}`;
      }, text),
    );
}
