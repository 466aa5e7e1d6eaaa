import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSightings } from '../../src/kernel/sightings.ts';

it('a text counts as new once, and then as known', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const cameBefore = createSightings();
      expect([cameBefore(text), cameBefore(text), cameBefore(text)]).toEqual([false, true, true]);
    }),
  );
});

it('one that came between does not make another known', () => {
  const cameBefore = createSightings();
  const texts = Array.from({ length: 10_000 }, (_, n) => `query Document${n} { viewer { kind } }`);
  expect(texts.map(cameBefore)).toEqual(texts.map(() => false));
});

it('of those that came last most are known', () => {
  const cameBefore = createSightings();
  const texts = Array.from({ length: 1_000 }, (_, n) => `query Document${n} { viewer { kind } }`);
  for (const text of texts) cameBefore(text);
  expect(texts.filter(cameBefore).length).toBeGreaterThan(900);
});
