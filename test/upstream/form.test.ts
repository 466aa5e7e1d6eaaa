import type { ServerResponse } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unreadable } from '../../src/kernel/unreadable.ts';
import { createCustomer, getCustomer, listTagsOfCustomer } from '../../src/upstream/endpoints/customers.ts';
import { createTransaction, getCustomerCard } from '../../src/upstream/endpoints/wallets.ts';
import type { AnswerFlaw } from '../../src/upstream/errors.ts';
import { failureOf, openSession, openUpstream, startServer } from './server.ts';

type Headers = Readonly<Record<string, string>>;

const c1 = { path: { customer_id: 'c1' } };
const maxBodyBytes = 1_000;

/** A session with a server that answers every call like this. */
async function facing(status: number, headers: Headers, body: string | Buffer) {
  const answer = (response: ServerResponse) => response.writeHead(status, { ...json, ...headers }).end(body);
  return openSession(openUpstream(await startServer((_, response) => answer(response)), { maxBodyBytes }));
}

const json = { 'content-type': 'application/json' };
const customer = { customer_id: 'c1', first_name: 'Åse' };
const text = JSON.stringify(customer);
const charset = (name: string) => ({ 'content-type': `application/json; charset=${name}` });
const encoding = (name: string) => ({ 'content-encoding': name });
const padded = (length: number) => text.replace('Åse', 'a'.repeat(length - text.length + 3));
const nested = (levels: number) => text.replace('}', `,"x":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`);

describe('a customer', () => {
  it.each<[string, Headers, string | Buffer]>([
    ['as UTF-8', json, text],
    ['with a byte order mark', json, `\ufeff${text}`],
    ['as UTF-16 with a byte order mark', json, Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['in the charset that it names', charset('iso-8859-1'), Buffer.from(text, 'latin1')],
    ['in a charset between quotes', charset('"UTF-8"'), text],
    ['as gzip', encoding('gzip'), gzipSync(text)],
    ['as GZIP', encoding('GZIP'), gzipSync(text)],
    ['as br', encoding('br'), brotliCompressSync(text)],
  ])('is read %s', async (_, headers, body) => {
    expect(await (await facing(200, headers, body)).call(getCustomer, c1)).toEqual(customer);
  });

  it.each<[string, Headers, Buffer]>([
    ['just as large as allowed', encoding('gzip'), gzipSync(padded(maxBodyBytes))],
    ['400 levels deep', json, Buffer.from(nested(400))],
  ])('is read where it is %s', async (_, headers, body) => {
    expect(await (await facing(200, headers, body)).call(getCustomer, c1)).toMatchObject({ customer_id: 'c1' });
  });

  it('is read with an id that differs by case, and without the id that was asked for where others are there', async () => {
    const upper = await facing(200, json, '{"customer_id":"C1"}');
    expect(await upper.call(getCustomer, c1)).toEqual({ customer_id: 'C1' });
    const path = { customer_id: 'c1', card_id: '1' };
    expect(await (await facing(200, json, '{"card_id":"1"}')).call(getCustomerCard, { path })).toEqual({
      card_id: '1',
    });
  });

  it.each<[string, AnswerFlaw, Headers, string | Buffer]>([
    ['of another id', 'other_id', json, '{"customer_id":"c2"}'],
    ['without an id', 'ids', json, '{"first_name":"Kari"}'],
    ['whose id is an object', 'ids', json, '{"customer_id":{}}'],
    ['in an array', 'kind', json, `[${text}]`],
    ['that is an error', 'error', json, '{"error":"not found","customer_id":"c1"}'],
    ['larger than allowed once it is unpacked', 'too_large', encoding('gzip'), gzipSync(padded(maxBodyBytes + 1))],
    ['that unpacks to 100 MB', 'too_large', encoding('br'), brotliCompressSync(Buffer.alloc(100_000_000))],
    ['said to be gzip', 'encoding', encoding('gzip'), text],
    ['said to be gzip and cut short', 'encoding', encoding('gzip'), gzipSync(text).subarray(0, 20)],
    ['packed in an unknown way', 'encoding', encoding('zstd'), text],
    ['packed twice', 'encoding', encoding('gzip, gzip'), gzipSync(gzipSync(text))],
    ['packed without a word', 'charset', json, gzipSync(text)],
    ['in a charset that nobody knows', 'charset', charset('klingon'), text],
    ['in other bytes than UTF-8', 'charset', json, Buffer.from(text, 'latin1')],
  ])('is refused %s: %s', async (_, flaw, headers, body) => {
    const error = await failureOf((await facing(200, headers, body)).call(getCustomer, c1));
    expect(error).toMatchObject({ kind: 'malformed', flaw, outcome: 'UNKNOWN' });
  });

  it('has no tags where something else than a list comes', async () => {
    const error = await failureOf((await facing(200, json, '{}')).call(listTagsOfCustomer, c1));
    expect(error).toMatchObject({ kind: 'malformed', flaw: 'kind' });
  });

  it.each(['1', 'null', '[]', '{}', '{"id":7.5e300}'])('has all tags but one that is %s', async (row) => {
    const session = await facing(200, json, `[{"id":"t1"},${row},{"id":"t3"}]`);
    const tags: readonly unknown[] = await session.call(listTagsOfCustomer, c1);
    expect(tags.map((tag) => tag === unreadable)).toEqual([false, true, false]);
  });
});

describe('a write', () => {
  const draw = { body: { card_id: 'k1', amount: 1, currency: 'NOK', ref_id: 'r1' } } as const;

  it.each<[number, string, AnswerFlaw]>([
    [200, '{}', 'ids'],
    [200, '[]', 'kind'],
    [201, '{"id":"t1"}', 'status'],
    [202, '{"id":"t1"}', 'status'],
    [204, '', 'status'],
    [206, '{"id":"t1"}', 'status'],
    [200, '{"id":"t1","error":{"code":"X"}}', 'error'],
  ])('that is answered with %i %s is of nobody knows what outcome', async (status, body, flaw) => {
    const error = await failureOf((await facing(status, json, body)).call(createTransaction, draw));
    expect(error).toMatchObject({ kind: 'malformed', flaw, outcome: 'UNKNOWN' });
  });

  it('that makes something is done where the answer has its id', async () => {
    expect(await (await facing(200, json, text)).call(createCustomer, { body: { type: 'customer' } })).toEqual(
      customer,
    );
  });
});
