import { money } from '../../../kernel/money.ts';
import type { Transaction } from '../../../upstream/contract/wallets.ts';
import { listCardTransactions } from '../../../upstream/endpoints/wallets.ts';
import { builder } from '../../builder.ts';
import { closedEnum } from '../../framework/enum.ts';
import { MoneyRef } from '../../values/money.ts';
import { dateTime } from '../../values/scalars.ts';
import { WalletCardRef } from '../cards/card.ts';

/** `WalletTransactionType`: what a transaction does to its card. */
export const TransactionType = closedEnum('WalletTransactionType', 'What a transaction does to its card.', {
  fund: 'Puts money on the card.',
  drawdown: 'Draws money from the card.',
  pending_capture: 'Sets money aside until it is captured or voided.',
  voided: 'Gives back what was set aside.',
});

/** `WalletTransaction`: money that came on a card or left it. */
export const WalletTransactionRef = builder.objectRef<Transaction>('WalletTransaction');

builder.objectType(WalletTransactionRef, {
  description: 'Money that came on a card or left it.',
  fields: (t) => ({
    transactionId: t.exposeString('id', { description: 'Id of the transaction.' }),
    type: t.field({
      type: TransactionType.ref,
      description: 'What it does to the card.',
      resolve: (transaction) => TransactionType.read(transaction.type),
    }),
    amount: t.field({
      type: MoneyRef,
      description: 'How much.',
      resolve: (transaction) => money(transaction.amount, transaction.currency),
    }),
    refId: t.exposeString('ref_id', { description: "The caller's own key of the transaction." }),
    parentId: t.exposeString('parent_id', { description: 'The transaction that it captures or voids.' }),
    originatedBy: t.exposeString('originated_by', { description: 'Where it comes from.' }),
    metadata: t.field({
      type: 'JSONObject',
      description: 'Free-form data of the merchant.',
      resolve: (transaction) => transaction.metadata,
    }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When it was made.',
      resolve: (transaction) => dateTime(transaction.created_at),
    }),
    createdBy: t.exposeString('created_by', { description: 'Id of the user or client that made it.' }),
  }),
});

builder.objectField(WalletCardRef, 'transactions', (t) =>
  t.call({
    type: [WalletTransactionRef],
    description: 'Everything that came on the card or left it, in the order of upstream.',
    calls: listCardTransactions,
    input: ({ card_id }) => ({ path: { card_id } }),
  }),
);
