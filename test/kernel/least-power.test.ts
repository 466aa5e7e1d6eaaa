import { describe, expect, it } from 'vitest';
import { audienceOf, byPower, isFor } from '../../src/kernel/least-power.ts';

describe('byPower', () => {
  it('orders sets by their most powerful scope before their size', () => {
    const sets = [
      ['admin:a'],
      ['delete:a'],
      ['read:a', 'write:a'],
      ['write:a'],
      ['write:a:/info', 'read:a'],
      ['create:a:/users'],
      ['read:a', 'read:b'],
      ['read:a'],
      ['read:a:/orders'],
      ['user:a'],
      ['user:a:/details', 'user:b'],
      ['user:a:/details'],
      ['public:a'],
      [],
    ];
    expect(sets.toReversed().sort(byPower)).toEqual([
      [],
      ['public:a'],
      ['user:a:/details'],
      ['user:a'],
      ['user:a:/details', 'user:b'],
      ['read:a:/orders'],
      ['read:a'],
      ['read:a', 'read:b'],
      ['create:a:/users'],
      ['write:a:/info', 'read:a'],
      ['write:a'],
      ['read:a', 'write:a'],
      ['admin:a'],
      ['delete:a'],
    ]);
  });

  it('orders sets that may do as much by the alphabet', () => {
    expect([['read:b'], ['read:a']].sort(byPower)).toEqual([['read:a'], ['read:b']]);
  });
});

describe('an audience', () => {
  it('is told by the scopes of a token', () => {
    expect(audienceOf(['public', 'user:customers'])).toBe('customer');
    expect(audienceOf(['read:customers'])).toBe('staff');
  });

  it('holds no scopes of the other', () => {
    expect(isFor('customer', ['user:a', 'public:a', 'public'])).toBe(true);
    expect(isFor('customer', ['user:a', 'read:a'])).toBe(false);
    expect(isFor('staff', ['user:a', 'read:a'])).toBe(false);
    expect(isFor('staff', ['read:a', 'public:a'])).toBe(true);
  });
});
