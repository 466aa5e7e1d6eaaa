import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deniesReadersAndCustomers } from '../denials.ts';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const run: Harness['mutate'] = (...args) => harness.mutate(...args);

const members = 'defaultCardExpiresInDays createdAt createdBy updatedAt updatedBy';

describe('settings of cards', () => {
  it('hold nothing before they are made', async () => {
    const { data, errors, calls } = await harness.ask(`{ walletSettings { ${members} } }`);
    expect({ data, errors, calls }).toEqual({
      data: {
        walletSettings: {
          defaultCardExpiresInDays: null,
          createdAt: null,
          createdBy: null,
          updatedAt: null,
          updatedBy: null,
        },
      },
      errors: [],
      calls: ['getWalletSettings'],
    });
  });

  it('say when a card expires that is made without a date', async () => {
    const { data, calls } = await run(
      'walletSettingsUpdate',
      { defaultCardExpiresInDays: 365 },
      `settings { ${members} }`,
    );
    expect(data.walletSettingsUpdate).toEqual({
      settings: {
        defaultCardExpiresInDays: 365,
        createdAt: expect.any(String),
        createdBy: 'sandbox',
        updatedAt: expect.any(String),
        updatedBy: 'sandbox',
      },
      userErrors: [],
    });
    expect(calls).toEqual(['updateWalletSettings']);
    const again = await harness.ask('{ walletSettings { defaultCardExpiresInDays } }');
    expect(again.data.walletSettings).toEqual({ defaultCardExpiresInDays: 365 });

    const card = { cardId: 'GK-settings', amount: 100, currency: 'NOK' };
    const made = await run('walletCardCreate', card, 'walletCard { createdAt expiresAt }');
    const { createdAt, expiresAt } = made.data.walletCardCreate.walletCard;
    expect((Date.parse(expiresAt) - Date.parse(createdAt)) / 86_400_000).toBeCloseTo(365, 2);
  });

  it('let cards never expire with 0', async () => {
    const { data } = await run('walletSettingsUpdate', { defaultCardExpiresInDays: 0 }, `settings { ${members} }`);
    expect(data.walletSettingsUpdate.settings).toMatchObject({ defaultCardExpiresInDays: 0 });
    const card = { cardId: 'GK-for-ever', amount: 100, currency: 'NOK' };
    const made = await run('walletCardCreate', card, 'walletCard { expiresAt }');
    expect(made.data.walletCardCreate.walletCard).toEqual({ expiresAt: null });
  });

  it('do not take days below 0, and call nothing', async () => {
    const { data, calls } = await run('walletSettingsUpdate', { defaultCardExpiresInDays: -1 }, '__typename');
    expect(data.walletSettingsUpdate.userErrors).toMatchObject([{ field: ['input', 'defaultCardExpiresInDays'] }]);
    expect(calls).toEqual([]);
  });

  it('are not for customers', async () => {
    const { data, codes, calls } = await harness.ask('{ walletSettings { createdAt } }', { as: 'mobile' });
    expect({ data, codes, calls }).toEqual({
      data: { walletSettings: null },
      codes: ['INSUFFICIENT_SCOPE'],
      calls: [],
    });
  });

  deniesReadersAndCustomers(run, { walletSettingsUpdate: { defaultCardExpiresInDays: 1 } });
});
