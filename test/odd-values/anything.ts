import fc from 'fast-check';

/** Names that mean something to JavaScript. */
const name = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'then', 'toJSON', 'length', 'id', 'error'),
);

const plainValue = fc.oneof(
  fc.constantFrom(null, true, false, 0, -0, -1, 0.1, 1e21, 2 ** 53, -(2 ** 31), Number.MAX_VALUE),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '../..',
    '2026-02-31',
    '9999-99-99T99:99:99Z',
    '+1000000-01-01T00:00:00Z',
    '\ud800',
    'x'.repeat(10_000),
  ),
);

/** Whatever JSON can hold. */
export const { anything }: { readonly anything: fc.Arbitrary<unknown> } = fc.letrec((tie) => ({
  anything: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    { weight: 3, arbitrary: plainValue },
    { weight: 1, arbitrary: fc.array(tie('anything'), { maxLength: 4 }) },
    {
      weight: 1,
      arbitrary: fc
        .array(fc.tuple(name, tie('anything')), { maxLength: 4 })
        // As JSON.parse does: `__proto__` is a member like others.
        .map((entries) => Object.fromEntries(entries)),
    },
  ),
}));
