import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { searchReceipts } from '../../src/upstream/endpoints/receipts.ts';
import { failureOf, json, openSession, openUpstream, startServer } from './server.ts';

describe('a long answer', () => {
  const receipts = Array.from({ length: 100 }, (_, n) => ({
    id: `R${n}`,
    comments: `Åse – 🧾 "],[" ${'x'.repeat(2_000)}`,
  }));
  const long = JSON.stringify({ receipts, starting_after: 'R99' });
  const spoil = (place: number, byte: number) => {
    const bytes = Buffer.from(long);
    bytes[place] = byte;
    return bytes;
  };
  const facing = async (body: string | Buffer) => {
    const server = await startServer((_, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(body),
    );
    return openSession(openUpstream(server));
  };
  const search = { query: { receipt_id: 'B1' } };

  it.each([
    ['as it is', long],
    ['with a byte order mark', `\ufeff${long}`],
    ['with spaces between', JSON.stringify({ receipts, starting_after: 'R99' }, null, 2)],
  ])('is read %s', async (_, body) => {
    expect(await (await facing(body)).call(searchReceipts, search)).toEqual({ receipts, starting_after: 'R99' });
  });

  it('is read however deep what nobody asks for is', async () => {
    const deep = `{"receipts":[],"x":${'['.repeat(500_000)}${']'.repeat(500_000)}}`;
    expect(await (await facing(deep)).call(searchReceipts, search)).toMatchObject({ receipts: [] });
  });

  it.each([
    ['charset', 'has bytes that are no text in its last row', spoil(long.length - 200, 0xff)],
    ['charset', 'has such bytes, and is no JSON before them', spoil(5, 0xff)],
    ['json', 'is no JSON in its first row', spoil(14, 0x2c)],
    ['json', 'is no JSON at its end', Buffer.from(long.slice(0, -1))],
    ['json', 'has a byte order mark between two rows', Buffer.from(long.replace(',{"id":"R50"', ',\ufeff{"id":"R50"'))],
  ])('is refused for %s where it %s', async (flaw, _, body) => {
    expect(await failureOf((await facing(body)).call(searchReceipts, search))).toMatchObject({
      kind: 'malformed',
      flaw,
    });
  });

  it('is read in a turn of the event loop of its own, so that others are served in between', async () => {
    const longer = Array.from({ length: 300 }, (_, n) => ({ ...receipts[n % receipts.length], id: `L${n}` }));
    const waiting: ServerResponse[] = [];
    const server = await startServer((_, response) => {
      waiting.push(response);
      // They all end at the same time.
      if (waiting.length === 8) for (const each of waiting) json(each, { receipts: longer, starting_after: null });
    });
    const session = openSession(openUpstream(server));
    let turn = 0;
    const count = (): unknown => {
      turn += 1;
      counting = setImmediate(count);
      return counting;
    };
    let counting = setImmediate(count);
    const turns: number[] = [];
    const read = async () => {
      await session.call(searchReceipts, search);
      turns.push(turn);
    };
    await Promise.all(Array.from({ length: 8 }, read));
    clearImmediate(counting);
    expect(new Set(turns).size).toBe(8);
  });
});
