import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkedId } from '../../src/kernel/ids.ts';
import { InputError } from '../../src/kernel/input-error.ts';

function isRefused(id: string): boolean {
  try {
    return checkedId('customerId', id) !== id;
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return true;
  }
}

/** Ids that try to become something else: parts of paths, dots, percent signs and their encodings, and any text. */
const hostileId = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '.',
        '..',
        '/',
        '\\',
        '%',
        '%2e',
        '%2E',
        '%2f',
        '%5C',
        '%25',
        '25',
        '2e',
        '?',
        '#',
        ';',
        ':',
        '@',
      ),
      fc.constantFrom(
        ' ',
        '+',
        '&',
        '=',
        '\t',
        '\n',
        '\u0000',
        '\u0085',
        '\u00a0',
        '\u2028',
        '\ufeff',
        '\ud800',
        '．',
        '／',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

describe('an id', () => {
  it.each([
    'C1',
    'a/b',
    'a b',
    'a+b',
    '+4799999999',
    'kari@example.com',
    'Ærlig/Ø',
    '...',
    'a..b',
    'a/.b',
    '100%',
    '%',
    '%zz',
    '😀',
  ])('may be %j', (id) => {
    expect(checkedId('customerId', id)).toBe(id);
  });

  it('may have 255 characters and no more', () => {
    expect(checkedId('customerId', 'x'.repeat(255))).toHaveLength(255);
    expect(() => checkedId('customerId', 'x'.repeat(256))).toThrow(
      'customerId must not be longer than 255 characters.',
    );
  });

  it.each([
    ['', 'must not be empty'],
    [' C1', 'white space'],
    ['C1\u00a0', 'white space'],
    [' ', 'white space'],
    ['C\u00001', 'control characters'],
    ['C\r\n1', 'control characters'],
    ['C\u007f1', 'control characters'],
    ['C\u00851', 'control characters'],
    ['C\ud8001', 'well-formed'],
    ['.', '"." or ".."'],
    ['..', '"." or ".."'],
    ['a/..', '"." or ".."'],
    ['../a', '"." or ".."'],
    ['a/./b', '"." or ".."'],
    ['a\\..\\b', '"." or ".."'],
    ['%2e', '"." or ".."'],
    ['%2E%2e', '"." or ".."'],
    ['.%2e', '"." or ".."'],
    ['a%2F..', '"." or ".."'],
    ['a%5c%2e%2e%5Cb', '"." or ".."'],
    ['%252e%252e', '"." or ".."'],
    ['%25252e', '"." or ".."'],
    ['%%32e', '"." or ".."'],
  ])('must not be %j', (id, reason) => {
    expect(() => checkedId('customerId', id)).toThrow(InputError);
    expect(() => checkedId('customerId', id)).toThrow(`customerId must`);
    expect(() => checkedId('customerId', id)).toThrow(reason);
  });

  it('is never quoted by the error', () => {
    expect(() => checkedId('customerId', 'kari@example.com/..')).toThrow(/^(?!.*kari)/);
  });

  it('stays one segment at its place of a URL, once it is encoded', () => {
    let passed = 0;
    fc.assert(
      fc.property(hostileId, (id) => {
        if (isRefused(id)) return;
        passed += 1;
        const { pathname, search, hash, host } = new URL(
          `https://api.dintero.com/v1/accounts/T1/customers/users/${encodeURIComponent(id)}/tags`,
        );
        const segments = pathname.split('/');
        expect(segments).toHaveLength(8);
        expect(segments.toSpliced(6, 1)).toEqual(['', 'v1', 'accounts', 'T1', 'customers', 'users', 'tags']);
        expect(decodeURIComponent(segments[6] ?? '')).toBe(id);
        expect([search, hash, host]).toEqual(['', '', 'api.dintero.com']);
      }),
      { numRuns: 2_000 },
    );
    expect(passed).toBeGreaterThan(200);
  });

  // Something on the way may decode a segment once or more before it looks at dots.
  it('stays where it is, however often something decodes it before it resolves dots', () => {
    fc.assert(
      fc.property(hostileId, (id) => {
        if (isRefused(id)) return;
        let decoded = id;
        for (let times = 0; times < 4; times += 1) {
          const parts = decoded.split(/[/\\]/);
          expect(parts).not.toContain('.');
          expect(parts).not.toContain('..');
          decoded = decoded.replaceAll(/%[0-7][0-9a-f]/gi, (code) => decodeURIComponent(code));
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
