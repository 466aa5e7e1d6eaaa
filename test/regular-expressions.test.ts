import { check } from 'recheck';
import { expect, test } from 'vitest';
import { inFiles, ofContract, ofFormats, type Written } from './regular-expressions.ts';

// An outside judge (recheck, by automata and by search for an attack) reads each of them. A quadratic one stops the
// process for seconds on a text of 80,000 characters, for everybody. What its search finds counts where it holds Node up, too.

async function slowOf(expressions: readonly Written[]): Promise<string[]> {
  const each = new Map(expressions.map((written) => [`/${written.source}/${written.flags}`, written]));
  const slow: string[] = [];
  for (const { source, flags, at } of each.values()) {
    const found = await check(source, flags, { timeout: 100_000, recallTimeout: 2_000 });
    if (found.status === 'safe') continue;
    const how = found.status === 'vulnerable' ? found.complexity.summary : found.error.kind;
    slow.push(`${at} /${source}/${flags} ${how}`);
  }
  return slow;
}

test('no regular expression of the server can backtrack', { timeout: 300_000 }, async () => {
  // The command line reads its own user's files.
  const written = inFiles('src/**/*.ts').filter(({ at }) => !at.startsWith('src/cli/'));
  expect(written.length).toBeGreaterThan(30);
  expect(await slowOf(written)).toEqual([]);
});

test('no pattern or format of the contract can backtrack', { timeout: 300_000 }, async () => {
  const { patterns, formats } = ofContract();
  const scalars = inFiles('node_modules/graphql-scalars/esm/scalars/{Currency,SafeInt,iso-date/*}.js');
  expect([patterns.length > 5, scalars.length > 3, formats.has('uri')]).toEqual([true, true, true]);
  expect(await slowOf([...patterns, ...ofFormats(formats), ...scalars])).toEqual([]);
});

test('the judge finds the one that stopped a server', async () => {
  const at = 'a former form of e-mail addresses';
  expect(await slowOf([{ source: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$', flags: '', at }])).toEqual([
    `${at} /^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$/ 2nd degree polynomial`,
  ]);
});
