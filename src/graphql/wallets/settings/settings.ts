import type { WalletSettings } from '../../../upstream/contract/wallets.ts';
import { getWalletSettings } from '../../../upstream/endpoints/wallets.ts';
import { builder } from '../../builder.ts';
import { dateTime, int } from '../../values/scalars.ts';

/** `WalletSettings`: settings of the account that concern cards. */
export const WalletSettingsRef = builder.objectRef<WalletSettings>('WalletSettings');

builder.objectType(WalletSettingsRef, {
  description: 'Settings of the account that concern cards.',
  fields: (t) => ({
    defaultCardExpiresInDays: t.int({
      description:
        'Days until a card expires that is made without a date; 0: it does not. Null: nothing is set, and it does not either.',
      resolve: (settings) => int(settings.default_card_expires_in_days),
    }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When settings were first made; null: never.',
      resolve: (settings) => dateTime(settings.created_at),
    }),
    createdBy: t.exposeString('created_by', { description: 'Id of the user or client that made them.' }),
    updatedAt: t.field({
      type: 'DateTime',
      description: 'When they last changed.',
      resolve: (settings) => dateTime(settings.updated_at),
    }),
    updatedBy: t.exposeString('updated_by', { description: 'Id of the user or client that changed them.' }),
  }),
});

builder.queryField('walletSettings', (t) =>
  t.call({
    type: WalletSettingsRef,
    description: 'Settings of the account that concern cards.',
    calls: getWalletSettings,
    input: () => ({}),
  }),
);
