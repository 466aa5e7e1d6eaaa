import { failure, invalid, type SandboxAnswer, wrongStateAnswer } from '../answer.ts';
import { freshId, once, stamp } from '../clock.ts';
import type { Handlers } from '../handler.ts';
import type { CardRecord, SandboxState } from '../state.ts';
import { bySecret } from './wallets.ts';

type Transaction = CardRecord['transactions'][number];

const narrow = ['admin:wallets', 'write:wallets'];

/** Writes of money on cards. The same `ref_id` is acted upon once. */
export const transactionWrites = {
  createTransaction: ({ body, caller }, state) => {
    const { token, card_id: cardId, type = 'drawdown', pending = false, amount, currency } = body;
    const isNarrow = !narrow.some((scope) => caller.scopes.has(scope));
    if (isNarrow && (cardId !== undefined || type === 'fund'))
      return failure(403, 'FORBIDDEN', `Needs one of ${narrow.join(', ')}.`);
    if ((token === undefined) === (cardId === undefined)) return invalid('/token', 'Either token or card_id.');
    return once(state, `transaction ${body.ref_id}`, body, () => {
      const record = token === undefined ? state.cards.get(cardId ?? '') : bySecret(state, token);
      if (record === undefined) return failure(404, 'NOT_FOUND', 'No such card.');
      const problem = problemOf(record, amount, currency, stamp(state));
      if (problem !== undefined) return problem;
      if (type === 'drawdown' && amount > available(record)) return insufficient();
      if (token !== undefined && record.singleUse.includes(token))
        record.secrets.splice(record.secrets.indexOf(token), 1);
      const { metadata, originated_by } = body;
      const made = {
        amount,
        currency,
        ref_id: body.ref_id,
        ...(metadata && { metadata }),
        ...(originated_by && { originated_by }),
      };
      return add(state, record, { ...made, type: type === 'fund' ? 'fund' : pending ? 'pending_capture' : 'drawdown' });
    });
  },
  captureTransaction: ({ path, body }, state) =>
    once(state, `capture ${path.transaction_id} ${body.ref_id}`, body, () => {
      const found = pendingOf(state, path.transaction_id);
      if (found === undefined) return failure(404, 'NOT_FOUND', 'No such transaction.');
      const { record, transaction, left } = found;
      const amount = body.amount ?? left;
      if (left === 0) return wrongStateAnswer('Nothing is left to capture.');
      if (amount <= 0 || amount > left) return invalid('/amount', 'More than is left to capture, or nothing.');
      return add(state, record, {
        type: 'drawdown',
        amount,
        currency: transaction.currency,
        ref_id: body.ref_id,
        parent_id: path.transaction_id,
        ...(body.metadata && { metadata: body.metadata }),
      });
    }),
  voidTransaction: ({ path, body }, state) =>
    once(state, `void ${path.transaction_id} ${body.ref_id}`, body, () => {
      const found = pendingOf(state, path.transaction_id);
      if (found === undefined) return failure(404, 'NOT_FOUND', 'No such transaction.');
      const { record, transaction, left } = found;
      if (left === 0) return wrongStateAnswer('Nothing is left to void.');
      return add(state, record, {
        type: 'voided',
        amount: left,
        currency: transaction.currency,
        ref_id: body.ref_id,
        parent_id: path.transaction_id,
        ...(body.metadata && { metadata: body.metadata }),
      });
    }),
} satisfies Handlers;

/** Puts the first money on a card. */
export function fund(state: SandboxState, record: CardRecord, amount: number, currency: Transaction['currency']): void {
  record.card.currency = currency;
  if (amount > 0) add(state, record, { type: 'fund', amount, currency, ref_id: `card-${record.card.card_id}` });
  else Object.assign(record.card, balances(record));
}

function add(state: SandboxState, record: CardRecord, made: Transaction): SandboxAnswer {
  const transaction: Transaction = { id: freshId(state), created_at: stamp(state), created_by: 'sandbox', ...made };
  record.transactions.unshift(transaction);
  Object.assign(record.card, balances(record));
  return { status: 200, body: transaction };
}

/** What a card comes to by its transactions. */
function balances(record: CardRecord) {
  const sum = (type: Transaction['type']) =>
    record.transactions.filter((each) => each.type === type).reduce((total, { amount }) => total + amount, 0);
  const pending = record.transactions.reduce((total, each) => total + leftOf(record, each), 0);
  const [funds, drawdown] = [sum('fund'), sum('drawdown')];
  return {
    amount: funds,
    amount_funds: funds,
    amount_drawdown: drawdown,
    amount_pending: pending,
    amount_reserved: pending,
    amount_balance: funds - drawdown,
    amount_available: funds - drawdown - pending,
  };
}

/** What of a reservation is neither captured nor given back. */
function leftOf({ transactions }: CardRecord, { id, type, amount }: Transaction): number {
  if (type !== 'pending_capture') return 0;
  const parts = transactions.filter(({ parent_id }) => parent_id !== undefined && parent_id === id);
  return parts.reduce((left, part) => left - part.amount, amount);
}

function pendingOf(state: SandboxState, id: string) {
  for (const record of state.cards.values()) {
    const transaction = record.transactions.find((each) => each.id === id && each.type === 'pending_capture');
    if (transaction !== undefined) return { record, transaction, left: leftOf(record, transaction) };
  }
  return undefined;
}

function available({ card }: CardRecord): number {
  return card.amount_available ?? 0;
}

function problemOf({ card }: CardRecord, amount: number, currency: string, now: string): SandboxAnswer | undefined {
  if (amount <= 0) return invalid('/amount', 'Must be more than 0.');
  if (currency !== card.currency) return invalid('/currency', 'Not the currency of the card.');
  if (card.status === 'inactive') return wrongStateAnswer('The card is not active.');
  if (card.expires_at !== undefined && card.expires_at <= now) return failure(400, 'EXPIRED', 'The card has expired.');
  return undefined;
}

function insufficient(): SandboxAnswer {
  return failure(400, 'INSUFFICIENT_BALANCE', 'The card holds less.', [
    { field: '/amount', message: 'More than is available.' },
  ]);
}
