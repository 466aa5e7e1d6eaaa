import { describe, expect, it } from 'vitest';
import { readJwks } from '../../src/kernel/jwk.ts';

const key = { kty: 'RSA', kid: 'key-1', n: 'n', e: 'AQAB' };

describe('a key set', () => {
  it.each([
    ['an object as RFC 7517 has it', { keys: [key] }],
    ['a bare array', [key]],
    ['an array with other things in it', [null, 1, 'key', [], { kid: 'no kind' }, { kty: 1 }, key]],
  ])('is read from %s', (_, value) => {
    expect(readJwks(value)).toEqual([key]);
  });

  it.each([
    [null],
    [undefined],
    ['keys'],
    [1],
    [{}],
    [key],
    [{ keys: key }],
    [{ keys: null }],
    [{ keys: { keys: [key] } }],
  ])('is none where it is %j', (value) => {
    expect(readJwks(value)).toBeNull();
  });
});
