import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { ask, post, serveSchema, type TestServer } from '../server.ts';

// What callers send anew with each request must not stay: the heap is weighed after garbage collection. Without a bound
// documents leave 150 MB behind.

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');
const most = 30_000_000;

/** Codes of the last answer, and bytes that stay in the heap after a server has been asked for each of so many things. */
async function left(server: TestServer, count: number, request: (index: number) => Request) {
  const send = async (from: number, to: number) => {
    for (let index = from; index < to; index += 1) await ask(server, request(index));
    return (await ask(server, request(to))).codes;
  };
  // What is made once is not counted.
  await send(0, 20);
  collect();
  const before = process.memoryUsage().heapUsed;
  const codes = await send(20, count);
  collect();
  const after = process.memoryUsage().heapUsed;
  await server.close();
  return { bytes: after - before, codes };
}

const names = Array.from({ length: 300 }, (_, index) => `f${index}`);
const schema = buildSchema(`type Query { x(t: String): Int ${names.map((name) => `${name}: Int`).join(' ')} }`);
const fields = `${names.join(' ')} `.repeat(5);

describe('what is remembered', () => {
  it('of documents is bounded in bytes', { timeout: 60_000 }, async () => {
    const server = serveSchema(schema, { env: { CACHE_BYTES: '10000000' } });
    const { bytes, codes } = await left(server, 200, (index) => post(`query Q${index} { ${fields} }`));
    expect(codes).toEqual([]);
    expect(bytes).toBeLessThan(most);
  });

  it('of documents that are refused is nothing, however much may be', { timeout: 60_000 }, async () => {
    const server = serveSchema(schema, { env: { CACHE_BYTES: '10000000000' } });
    const { bytes, codes } = await left(server, 200, (index) => post(`query Q${index} { ${fields} wrong }`));
    expect(codes).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(bytes).toBeLessThan(most);
  });

  it('of variables is nothing', { timeout: 60_000 }, async () => {
    const server = serveSchema(schema);
    const value = (index: number) => `${index} `.repeat(100).slice(0, 900);
    const asked = (index: number) =>
      post({ query: 'query Q($t: String) { x(t: $t) }', variables: { t: value(index) } });
    const { bytes, codes } = await left(server, 3_000, asked);
    expect(codes).toEqual([]);
    expect(bytes).toBeLessThan(most / 3);
  });
});
