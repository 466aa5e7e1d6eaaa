import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeyedHash } from '../../src/server/keyed-hash.ts';

describe('a keyed hash', () => {
  it('gives what RFC 4231 says', () => {
    const hex = (key: string, text: string) => Buffer.from(createKeyedHash(key)(text), 'base64url').toString('hex');
    expect(hex('Jefe', 'what do ya want for nothing?')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
    expect(hex('\v'.repeat(20), 'Hi There')).toBe('b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7');
  });

  it('is HMAC-SHA-256 for keys and texts of every length, also one after the other', () => {
    const texts = fc.array(fc.string({ unit: 'binary', maxLength: 400 }), { maxLength: 5 });
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), texts, (key, all) => {
        const hashed = createKeyedHash(key);
        for (const text of all) {
          expect(hashed(text)).toBe(createHmac('sha256', key).update(text).digest('base64url'));
        }
      }),
    );
  });
});
