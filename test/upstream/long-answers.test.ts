import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchReceipts } from '../../src/upstream/endpoints/receipts.ts';
import { parsePieces } from '../../src/upstream/json/pieces.ts';
import { scan } from '../../src/upstream/json/scan.ts';
import { failureOf, openSession, openUpstream, startServer } from './server.ts';

/** Reads JSON whose lists are cut at every comma that is so many bytes behind the last; undefined: it is not cut. */
function inPieces(text: string, pieceBytes: number): { readonly json: unknown } | undefined {
  const bytes = Buffer.from(text);
  const { cuts } = scan(bytes, pieceBytes);
  return cuts.length === 0 ? undefined : { json: orFailure(() => parsePieces(bytes, cuts)) };
}

const failure = Symbol('not JSON');

function orFailure(parse: () => unknown): unknown {
  try {
    return parse();
  } catch (error) {
    if (error instanceof SyntaxError) return failure;
    throw error;
  }
}

/** Text of a value, so that members in another order differ, and so does a member that is the prototype. */
const shown = (value: unknown) => (value === failure ? 'not JSON' : JSON.stringify(value));

const row = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>('a,b', '"],[', '\\', 'Åse', '🧾', [[1], [2]], { x: [1, 2] }, {}, []),
);
const rows = fc.array(row, { maxLength: 6 });
const names = fc.constantFrom('receipts', 'a', '__proto__', '1', '"', 'Å');
/** JSON with lists where answers have theirs and elsewhere; the same name more than once, too. */
const texts = fc.oneof(
  rows.map((list) => JSON.stringify(list)),
  fc
    .array(fc.tuple(names, fc.oneof(rows, row)), { maxLength: 4 })
    .map(
      (members) =>
        `{${members.map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(' , ')}}`,
    ),
);
/** A byte taken away, put in or doubled, so that most are JSON no more. */
const spoilt = fc
  .tuple(
    texts,
    fc.nat(),
    fc.constantFrom('', ',', ']', '[', '{', '}', '"', '\\', ':', ' ', '1', ',,', '],[', '"],["'),
    fc.nat(2),
  )
  .map(([text, at, more, less]) => {
    const place = at % (text.length + 1);
    // Half an emoji is no UTF-8.
    return (text.slice(0, place) + more + text.slice(place + less)).toWellFormed();
  });

describe('JSON that is read in pieces', () => {
  it.each([
    ['of all kinds', texts],
    ['that is spoilt', spoilt],
  ])('is what it is as a whole: %s', (_, some) => {
    let cut = 0;
    fc.assert(
      fc.property(some, fc.nat(8), (text, pieceBytes) => {
        const read = inPieces(text, pieceBytes);
        if (read === undefined) return;
        cut += 1;
        expect(shown(read.json)).toBe(shown(orFailure(() => JSON.parse(text))));
      }),
      { numRuns: 10_000 },
    );
    expect(cut).toBeGreaterThan(1_000);
  });

  it.each([
    '[,1]',
    '[1,]',
    '[1,,2]',
    '{[1,2]:3}',
    '[1,2}',
    '[1,2]]',
    '{"a":[1,2]',
    '[1,2],[3]',
    ',1,2]',
    '],1,2]',
    ']],1,[2,3]',
    '1,[2,3],4',
    '{"a":1 [1,2]}',
    '["a,b',
  ])('is refused where it is none: %s', (text) => {
    const read = inPieces(text, 0);
    expect(read === undefined ? orFailure(() => JSON.parse(text)) : read.json).toBe(failure);
  });

  it('is cut in a list that is all of it or a member, the first that is long enough', () => {
    expect(scan(Buffer.from('[1,2,3]'), 2).cuts).toEqual([0, 2, 4, 6]);
    expect(scan(Buffer.from('{"a":[],"b":[1,2],"c":[3,4]}'), 1).cuts).toEqual([12, 14, 16]);
    expect(scan(Buffer.from('{"a":{"b":[1,2]}}'), 1).cuts).toEqual([]);
    expect(scan(Buffer.from('[1,2,3]'), 100).cuts).toEqual([]);
  });
});

describe('a list of more than 64 kB', () => {
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

  /** Text of so many levels and bytes. */
  const deep = (levels: number, length: number) =>
    `{"receipts":[],"x":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`.padEnd(length);

  it.each([
    ['of 64 levels', deep(64, 128_001)],
    ['deeper and of 128 kB of Latin-1', deep(1_000, 128_000 - 1).replace('"x"', '"Å"')],
    ['deeper and of 64 kB of anything', deep(1_000, 64_000 - 2).replace('"x"', '"–"')],
  ])('is read where it is %s', async (_, body) => {
    expect(await (await facing(body)).call(searchReceipts, search)).toMatchObject({ receipts: [] });
  });

  it.each([
    ['more than 128 kB of Latin-1', deep(65, 128_001).replace('"x"', '"Å"')],
    ['more than 64 kB of anything', deep(65, 64_001).replace('"x"', '"–"')],
  ])('is refused where it has 65 levels and %s', async (_, body) => {
    expect(await failureOf((await facing(body)).call(searchReceipts, search))).toMatchObject({ flaw: 'depth' });
  });

  it.each([
    ['charset', 'has bytes that are no text in its last row', spoil(long.length - 200, 0xff)],
    ['charset', 'has such bytes, and is no JSON before them', spoil(5, 0xff)],
    ['json', 'is no JSON in its first row', spoil(14, 0x2c)],
    ['json', 'is no JSON at its end', Buffer.from(long.slice(0, -1))],
    ['json', 'has a byte order mark between two rows', Buffer.from(long.replace(',{"id":"R50"', ',\ufeff{"id":"R50"'))],
    ['depth', 'is too deep in its last row', Buffer.from(long.replace('"R99"', `${'['.repeat(70)}${']'.repeat(70)}`))],
  ])('is refused for %s where it %s', async (flaw, _, body) => {
    expect(await failureOf((await facing(body)).call(searchReceipts, search))).toMatchObject({
      kind: 'malformed',
      flaw,
    });
  });
});
