import fc from 'fast-check';
import { schema } from '../../src/graphql/schema.ts';
import type { Values } from '../permissions/known-values.ts';
import { randomDocument, randomFrom } from '../plan/random-document.ts';
import { hostileDocument, mutated } from './hostile-documents.ts';
import type { Sending } from './send.ts';

/** What hostile requests are made of. */
export interface Material {
  /** Documents that are right. */
  readonly documents: readonly string[];
  readonly values: Values;
  readonly ids: readonly string[];
  /** Tokens that are good. */
  readonly tokens: readonly string[];
}

const manyOf = (most: number) => fc.integer({ min: 0, max: most });
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .tuple(fc.constantFrom('a', '.', 'a@', '%25', ' ', '/..', '+', '\u0000', '\ud800'), manyOf(1_100))
    .map(([part, count]) => part.repeat(count)),
);
const values = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  texts,
  fc.constantFrom(0, -0, 1, 100, 101, -1, 2 ** 31, 2 ** 53, 1e300, 0.1, null, true),
  manyOf(3_000).map((count) => Array(count).fill({})),
  manyOf(3_000).map((count) => JSON.parse(`[${'['.repeat(count)}${']'.repeat(count)}]`)),
  fc.constant(JSON.parse('{"__proto__": {"x": 1}, "constructor": 1, "toString": null}')),
);
const variables = fc.oneof(
  fc.constant(undefined),
  fc.dictionary(
    fc.constantFrom('n', 'id', 'ids', 'first', 'after', 'input', 'customerId', 'filter', 'v0', '__proto__'),
    values,
    { maxKeys: 6 },
  ),
  values,
);

/** Bodies: what asks something in JSON, and what does not. */
function bodies({ documents, values: known, ids }: Material): fc.Arbitrary<string | Buffer> {
  const text = fc.oneof(
    { arbitrary: hostileDocument, weight: 3 },
    { arbitrary: mutated(documents), weight: 2 },
    { arbitrary: fc.constantFrom(...documents), weight: 2 },
  );
  const right = fc.record({
    id: fc.constant('C1001'),
    customerId: fc.constant('C1001'),
    first: fc.integer({ min: 1, max: 100 }),
  });
  const asking = fc.oneof(
    { arbitrary: fc.record({ query: text, variables: right }), weight: 6 },
    { arbitrary: fc.integer().map((seed) => randomDocument(schema, randomFrom(seed), known, ids)), weight: 4 },
    { arbitrary: fc.record({ query: text, variables }), weight: 3 },
    {
      arbitrary: fc.record(
        { query: text, variables: right, operationName: texts, extensions: values, documentId: texts, id: values },
        { requiredKeys: ['query'] },
      ),
      weight: 1,
    },
  );
  return fc.oneof(
    { arbitrary: asking.map((each) => JSON.stringify(each)), weight: 12 },
    { arbitrary: fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)), weight: 1 },
    { arbitrary: manyOf(120_000).map((count) => '['.repeat(count)), weight: 1 },
    { arbitrary: manyOf(60_000).map((count) => `${'{"a":'.repeat(count)}1${'}'.repeat(count)}`), weight: 1 },
    { arbitrary: fc.array(asking, { maxLength: 4 }).map((each) => JSON.stringify(each)), weight: 1 },
  );
}

const printable = fc.string({ unit: 'grapheme-ascii', maxLength: 400 });

function headers({ tokens }: Material): fc.Arbitrary<Readonly<Record<string, string>>> {
  const token = fc.constantFrom(...tokens);
  const authorization = fc.oneof(
    { arbitrary: token.map((each) => `Bearer ${each}`), weight: 20 },
    {
      arbitrary: fc.tuple(token, manyOf(900)).map(([each, at]) => `Bearer ${each.slice(0, at)}x${each.slice(at + 1)}`),
      weight: 1,
    },
    { arbitrary: manyOf(17_000).map((count) => `Bearer ${'a.'.repeat(count / 2)}`), weight: 1 },
    { arbitrary: printable, weight: 1 },
  );
  const odd = fc.oneof(
    fc.record({ 'content-type': printable }),
    fc.record({ 'content-type': manyOf(1_600).map((count) => `application/json${'; a=b'.repeat(count)}`) }),
    fc.record({
      accept: fc.oneof(fc.constantFrom('text/event-stream', 'multipart/mixed', '*/*', 'text/html'), printable),
    }),
    fc.record({ 'accept-encoding': fc.oneof(fc.constantFrom('br', 'gzip', 'br;q=0, gzip', '*'), printable) }),
    fc.record({ 'content-encoding': fc.constantFrom('identity', 'gzip', '') }),
    fc.record({ origin: fc.oneof(fc.constantFrom('null', 'http://localhost:1', 'https://a.example.com'), printable) }),
    fc.record({
      traceparent: fc.constantFrom(`00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`, 'x'),
      tracestate: fc.oneof(
        manyOf(400).map((count) => 'a=b,'.repeat(count)),
        printable,
      ),
    }),
    fc.record({ 'x-request-id': printable, cookie: printable }),
  );
  const more = fc.oneof({ arbitrary: fc.constant({}), weight: 3 }, { arbitrary: odd, weight: 1 });
  return fc.tuple(authorization, more).map(([given, others]) => ({
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json',
    authorization: given,
    ...others,
  }));
}

/** A request by somebody who means harm, or whose program is broken. */
export function hostileRequest(material: Material): fc.Arbitrary<Sending> {
  const path = fc.oneof(
    { arbitrary: fc.constant('/graphql'), weight: 20 },
    { arbitrary: fc.constant('/explain'), weight: 2 },
    { arbitrary: fc.webQueryParameters({ size: 'large' }).map((query) => `/graphql?${query}`), weight: 1 },
    {
      arbitrary: texts.map((text) => `/graphql?documentId=${encodeURIComponent(text.toWellFormed())}&variables=%7B`),
      weight: 1,
    },
    { arbitrary: fc.webPath().map((each) => `/${each}`), weight: 1 },
  );
  const method = fc.oneof(
    { arbitrary: fc.constant('POST'), weight: 20 },
    { arbitrary: fc.constantFrom('GET', 'PUT', 'OPTIONS', 'DELETE', 'HEAD'), weight: 1 },
  );
  return fc
    .record({ method, path, headers: headers(material), body: bodies(material) })
    .map(({ method: verb, ...rest }) => {
      const bodiless = verb === 'GET' || verb === 'HEAD' || verb === 'OPTIONS';
      return { ...rest, method: verb, body: bodiless ? '' : rest.body, headers: sendable(rest.headers) };
    });
}

/** Without what Node itself would not send. */
function sendable(given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, value.replaceAll(/[^\t\x20-\x7e]/g, '')]),
  );
}
