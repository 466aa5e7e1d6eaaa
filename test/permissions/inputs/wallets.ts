import type { SandboxState } from '../../../src/sandbox/state.ts';
import type { Special } from '../special.ts';

/** Inputs of the mutations of wallets, `'Mutation.x': { input }`, about C1001 or nobody unless they name an owner. */
export function walletsInputs({ cards }: SandboxState): Readonly<Record<string, Special>> {
  const [token] = cards.get('GK100001')?.secrets ?? [];
  const pending = [...cards.values()]
    .flatMap(({ transactions }) => transactions)
    .find(({ type }) => type === 'pending_capture');
  const draw = { amount: 100, currency: 'NOK', refId: 'permissions-1' };
  return {
    'Mutation.walletCardCreate': { input: { cardId: 'permissions', amount: 100, currency: 'NOK' } },
    'Mutation.walletCardsCreateBatch': { input: { cards: [{ cardId: 'permissions' }] } },
    'Mutation.walletCardActivate': { input: { cardId: 'GK100025', amount: 100, currency: 'NOK' } },
    'Mutation.walletCardDelete': { input: { cardId: 'GK100001' } },
    'Mutation.walletSettingsUpdate': { input: { defaultCardExpiresInDays: 365 } },
    'Mutation.walletCardPinRotate': { input: { cardId: 'GK100001' } },
    'Mutation.walletCardTokenCreate': { input: { cardId: 'GK100001', refId: 'r1', token: { expiresIn: 60 } } },
    'Mutation.walletTransactionCreate': { input: { card: { token }, ...draw } },
    'Mutation.walletTransactionCapture': { input: { transactionId: pending?.id, refId: 'permissions-2' } },
    'Mutation.walletTransactionVoid': { input: { transactionId: pending?.id, refId: 'permissions-3' } },
    // Only a card that is named by its id can be loaded.
    'WalletTransactionCreatePayload.walletCard': {
      'Mutation.walletTransactionCreate(input:)': { card: { cardId: 'GK100001' }, ...draw },
    },
  };
}
