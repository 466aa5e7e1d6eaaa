import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Harness, startHarness } from '../graphql/harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

/** An object with others inside it, so many levels in all. */
function nested(levels: number): object {
  let made: object = { end: true };
  for (let level = 1; level < levels; level += 1) made = { in: made };
  return made;
}

/** What a card answers whose metadata is as deep as this. */
function cardWith(metadata: object, fields: string) {
  onTestFinished(
    harness.sandbox.alter((endpoint, { pointer, value }) =>
      endpoint === 'getCard' && pointer === '' ? { ...Object(value), metadata } : value,
    ),
  );
  return harness.ask(`{ walletCard(cardId: "GK100001") { cardId ${fields} } }`);
}

describe('free-form data of a merchant', () => {
  it('is shown with 64 levels', async () => {
    expect(await cardWith(nested(64), 'metadata')).toMatchObject({
      data: { walletCard: { metadata: nested(64) } },
      errors: [],
    });
  });

  it.each([65, 1_000])('is not shown with %i levels, which is told, and all else is', async (levels) => {
    expect(await cardWith(nested(levels), 'metadata')).toMatchObject({
      data: { walletCard: { cardId: 'GK100001', metadata: null } },
      codes: ['UPSTREAM_MALFORMED'],
      errors: [{ path: ['walletCard', 'metadata'] }],
    });
  });

  it('is nobody’s concern who does not ask for it', async () => {
    expect(await cardWith(nested(1_000), 'status')).toMatchObject({
      data: { walletCard: { cardId: 'GK100001' } },
      errors: [],
    });
  });
});
