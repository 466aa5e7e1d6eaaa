import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeGlobalId, encodeGlobalId } from '../../src/kernel/global-id.ts';
import { InputError } from '../../src/kernel/input-error.ts';
import { UnreadableError } from '../../src/kernel/unreadable.ts';

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** Keys that are valid ids. */
const key = fc
  .string({ unit: 'grapheme', maxLength: 30 })
  .map((text) => `k${text}k`)
  .filter((text) => !/[\p{Cc}%/\\]/u.test(text));

describe('a global id', () => {
  it('is the same for the same entity, now and after a restart', () => {
    expect(encodeGlobalId('Receipt', 'C1', 'R1')).toBe('WyJSZWNlaXB0IiwiQzEiLCJSMSJd');
  });

  it('gives back what it was made of', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Customer', 'Receipt'),
        fc.array(key, { minLength: 1, maxLength: 3 }),
        (type, keys) => {
          expect(decodeGlobalId(encodeGlobalId(type, ...keys))).toEqual({ type, keys });
        },
      ),
    );
  });

  it('tells keys apart wherever they are divided', () => {
    expect(encodeGlobalId('Receipt', 'a', 'b,c')).not.toBe(encodeGlobalId('Receipt', 'a,b', 'c'));
    expect(encodeGlobalId('Receipt', 'a","b')).not.toBe(encodeGlobalId('Receipt', 'a', 'b'));
  });

  it('may be used in a URL as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const id = encodeGlobalId('Customer', text);
        expect(encodeURIComponent(id)).toBe(id);
      }),
    );
  });

  it.each([
    ['an empty text', ''],
    ['a key of the merchant', 'C1'],
    ['base64 of no JSON', Buffer.from('Customer:C1').toString('base64url')],
    ['an object', encoded({ type: 'Customer', keys: ['C1'] })],
    ['a text', encoded('Customer')],
    ['an empty list', encoded([])],
    ['a type without keys', encoded(['Customer'])],
    ['a key that is a number', encoded(['Customer', 1])],
    ['a key that is a list', encoded(['Customer', ['C1']])],
    ['a key that is null', encoded(['Customer', null])],
    ['JSON with a gap', Buffer.from('["Customer", "C1"]').toString('base64url')],
    ['another spelling of base64', `${encodeGlobalId('Customer', 'C1')}=`],
    ['something behind it', `${encodeGlobalId('Customer', 'C1')}!`],
    ['something in front', ` ${encodeGlobalId('Customer', 'C1')}`],
  ])('is refused where it is %s', (_, id) => {
    expect(() => decodeGlobalId(id)).toThrow(InputError);
    expect(() => decodeGlobalId(id)).toThrow('id is not a global id of this schema.');
  });

  it.each([' C1', '..', 'a/../b', '%2e%2e', 'C\u00001', 'x'.repeat(256)])(
    'is refused where a key of it is %j',
    (bad) => {
      expect(() => decodeGlobalId(encodeGlobalId('Customer', bad))).toThrow(InputError);
      expect(() => decodeGlobalId(encodeGlobalId('Receipt', 'C1', bad))).toThrow(/^id must not/);
    },
  );

  it.each(['', null, undefined])('is not made where a service sent %j as a key', (key) => {
    expect(() => encodeGlobalId('Customer', key)).toThrow(UnreadableError);
    expect(() => encodeGlobalId('Receipt', 'C1', key)).toThrow(UnreadableError);
  });

  it('is refused where a key of it is empty', () => {
    expect(() => decodeGlobalId(encoded(['Customer', '']))).toThrow(/^id must not/);
  });

  it('of any text is either refused or the only spelling of what it stands for', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.jsonValue().map(encoded), fc.base64String()), (id) => {
        try {
          const { type, keys } = decodeGlobalId(id);
          expect(encodeGlobalId(type, ...keys)).toBe(id);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
    );
  });
});
