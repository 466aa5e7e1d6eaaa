import { describe, expect, it } from 'vitest';
import { createNotices, type NoticeFacts } from '../../src/kernel/notices.ts';

function recorded(options: { maxKinds?: number } = {}) {
  const clock = { time: 0 };
  const lines: [string, NoticeFacts][] = [];
  const notify = createNotices((message, facts) => lines.push([message, facts]), { ...options, now: () => clock.time });
  return { clock, lines, notify };
}

describe('a notice', () => {
  it('is written once per kind and minute, and the next one says how often it was not', () => {
    const { clock, lines, notify } = recorded();
    for (const time of [0, 1, 59_999, 60_000, 60_001, 200_000, 300_000]) {
      clock.time = time;
      notify('failed', 'a', { at: time });
    }
    expect(lines).toEqual([
      ['failed', { at: 0 }],
      ['failed', { at: 60_000, unwritten: 2 }],
      ['failed', { at: 200_000, unwritten: 1 }],
      ['failed', { at: 300_000 }],
    ]);
  });

  it('is told from those of another kind or another message', () => {
    const { lines, notify } = recorded();
    for (const [message, kind] of [
      ['failed', 'a'],
      ['failed', 'b'],
      ['refused', 'a'],
      ['failed","a', ''],
      ['failed', 'a'],
    ] as const) {
      notify(message, kind, {});
    }
    expect(lines).toHaveLength(4);
  });

  it('fills no memory: of too many kinds, the one that was told longest ago is forgotten', () => {
    const { lines, notify } = recorded({ maxKinds: 2 });
    for (const kind of ['a', 'b', 'c', 'c', 'b', 'a']) notify('failed', kind, { kind });
    expect(lines.map(([, { kind }]) => kind)).toEqual(['a', 'b', 'c', 'a']);
  });
});
