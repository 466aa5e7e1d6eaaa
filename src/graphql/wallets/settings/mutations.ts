import { updateWalletSettings } from '../../../upstream/endpoints/wallets.ts';
import { builder } from '../../builder.ts';
import { mutation } from '../../framework/mutation.ts';
import { wire } from '../../framework/wire.ts';
import { WalletSettingsRef } from './settings.ts';

mutation({
  name: 'walletSettingsUpdate',
  description: 'Changes settings of the account that concern cards. Cards that are there already stay as they are.',
  input: builder.inputType('WalletSettingsUpdateInput', {
    description: 'What is to be changed.',
    fields: (t) => ({
      defaultCardExpiresInDays: t.int({
        required: true,
        description: 'Days until a card expires that is made without a date; 0: it does not.',
      }),
    }),
  }),
  calls: updateWalletSettings,
  body: (settings) => wire(settings),
  payload: (t) => ({
    settings: t.field({
      type: WalletSettingsRef,
      description: 'The settings as they are now.',
      resolve: ({ result }) => result,
    }),
  }),
});
