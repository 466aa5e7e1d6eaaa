import { expect, test } from 'vitest';
import { isEmail } from '../../src/kernel/email.ts';

test.each([
  ['kari@example.com', true],
  ["o'neill+shop@mail.example.co.uk", true],
  ['ærlig@blåbær.no', true],
  [`${'a'.repeat(242)}@example.com`, true],
  [`${'a'.repeat(243)}@example.com`, false],
  ['kari@example.com;', false],
  ['<kari@example.com>', false],
  ['kari,ola@example.com', false],
  ['mailto:kari@example.com', false],
  ['kari@example.com?subject=x', false],
  ['"kari"@example.com', false],
  ['kari', false],
  ['kari@example', false],
  ['@example.com', false],
  ['kari@.com', false],
  ['kari@example..com', false],
  ['kari@example.com.', false],
  ['kari@ex ample.com', false],
  ['kari@example.com@example.com', false],
  ['', false],
  [`a@${'.'.repeat(80_000)}@`, false],
])('%#: %.40s', (text, expected) => {
  expect(isEmail(text)).toBe(expected);
});
