import type { BodyOf } from '../../upstream/endpoint.ts';
import { found, invalid, type SandboxAnswer, wrongStateAnswer } from '../answer.ts';
import { freshId, once, stamp } from '../clock.ts';
import type { Handlers } from '../handler.ts';
import type { CardRecord, SandboxState } from '../state.ts';
import { fund } from './wallets-transactions.ts';

/** Writes of cards, their PINs and their tokens. Secrets are in the one answer that makes them. */
export const cardWrites = {
  createCard: ({ body }, state) => {
    const { card_id, customer_id, name, type, amount, currency, active_from, expires_at, originated_by, metadata } =
      body;
    const taken = problemOf(state, card_id, customer_id);
    if (taken !== undefined) return taken;
    if (amount < 0) return invalid('/amount', 'Must be 0 or more.');
    const record = issue(state, {
      card_id,
      customer_id,
      name,
      type,
      currency,
      active_from,
      expires_at: expires_at ?? defaultExpiry(state),
      originated_by,
      metadata,
      status: 'unused',
    });
    fund(state, record, amount, currency);
    return { status: 200, body: { ...state.cards.get(card_id)?.card, ...secretsOf(state, record, body) } };
  },
  createCards: ({ body }, state) => {
    const ids = body.cards.map(({ card_id }) => card_id);
    const taken = ids.findIndex((id, index) => state.cards.has(id) || ids.indexOf(id) !== index);
    if (taken !== -1) return invalid(`/cards/${taken}/card_id`, 'Another card has this id.');
    const { pin, card_token } = body.options ?? {};
    const cards = body.cards.map(({ card_id, type }) => {
      const record = issue(state, { card_id, type, currency: 'NOK', status: 'inactive' });
      fund(state, record, 0, 'NOK');
      const wanted = { ...(pin && { pin }), ...(card_token && { card_token: { ...card_token, expires_in: aYear } }) };
      return { ...record.card, ...secretsOf(state, record, wanted) };
    });
    return { status: 200, body: { cards } };
  },
  activateCard: ({ path, body }, state) => {
    const record = state.cards.get(path.card_id);
    if (record === undefined) return found(undefined);
    if (record.card.status !== 'inactive') return wrongStateAnswer('The card is active already.');
    const { amount, currency, ...rest } = body;
    Object.assign(record.card, { ...rest, status: 'unused', active_from: stamp(state) });
    fund(state, record, amount, currency);
    return found(record.card);
  },
  deleteCard: ({ path }, state) => {
    const record = state.cards.get(path.card_id);
    if (record === undefined) return found(undefined);
    state.cards.delete(path.card_id);
    state.deletedCards.push(record);
    return found(record.card);
  },
  updateWalletSettings: ({ body }, state) => {
    const now = stamp(state);
    const made = { created_at: now, created_by: 'sandbox' };
    state.walletSettings = { ...made, ...state.walletSettings, ...body, updated_at: now, updated_by: 'sandbox' };
    return found(state.walletSettings);
  },
  rotateCardPin: ({ path, body }, state) => {
    const record = state.cards.get(path.card_id);
    if (record === undefined) return found(undefined);
    const { tokens: _, ...card } = record.card;
    return found({ ...card, ...secretsOf(state, record, { pin: body?.pin ?? {} }) });
  },
  createCardToken: ({ path, body }, state) =>
    once(state, `token ${path.card_id} ${body.ref_id}`, body, () => {
      const record = state.cards.get(path.card_id);
      if (record === undefined) return found(undefined);
      if (body.expires_in <= 0) return invalid('/expires_in', 'Must be more than 0.');
      const { card_token } = secretsOf(state, record, { card_token: body });
      const { ref_id, metadata } = body;
      return found({
        id: freshId(state),
        created_at: stamp(state),
        created_by: 'sandbox',
        ref_id,
        ...(metadata && { metadata }),
        ...card_token,
      });
    }),
} satisfies Handlers;

/** When a card expires for which nobody said so; undefined: never. */
function defaultExpiry(state: SandboxState): string | undefined {
  const days = state.walletSettings.default_card_expires_in_days ?? 0;
  return days === 0 ? undefined : new Date(Date.parse(stamp(state)) + days * 86_400_000).toISOString();
}

const aYear = 31_536_000;

type CardBody = Pick<BodyOf<'createCard'>, 'pin' | 'card_token'>;

/** Makes what secrets are asked for, and remembers them. */
function secretsOf(state: SandboxState, record: CardRecord, { pin, card_token }: CardBody): CardBody {
  const made: CardBody = {};
  if (pin !== undefined) {
    record.pin = digits(freshId(state)).slice(-6);
    made.pin = { ...pin, pin: { value: record.pin } };
  }
  if (card_token !== undefined) {
    const { expires_in, expires_after_transaction = true, format } = card_token;
    const value = `${format?.prefix ?? 'DINCARD:'}${freshId(state)}`;
    record.secrets.push(value);
    if (expires_after_transaction) record.singleUse.push(value);
    const masked_code = value.slice(0, 8) + value.slice(8, -5).replaceAll(/[^-]/g, '*') + value.slice(-5);
    const expires_at = new Date(Date.parse(stamp(state)) + expires_in * 1000).toISOString();
    record.card.tokens = [...(record.card.tokens ?? []), { masked_code, expires_at }];
    made.card_token = { expires_in, expires_after_transaction, ...(format && { format }), token: { value } };
  }
  return made;
}

function digits(id: string): string {
  return BigInt(`0x${id.replaceAll('-', '')}`).toString();
}

type Defined<T> = { [Key in keyof T]: T[Key] | undefined };

function issue(
  state: SandboxState,
  given: Defined<Partial<CardRecord['card']>> & { card_id: string; currency: CardRecord['card']['currency'] },
): CardRecord {
  const now = stamp(state);
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const card = {
    id: freshId(state),
    amount: 0,
    created_at: now,
    created_by: 'sandbox',
    active_from: now,
    tokens: [],
    ...known,
    card_id: given.card_id,
    currency: given.currency,
  };
  const record: CardRecord = { card, transactions: [], secrets: [], singleUse: [], pin: null };
  state.cards.set(given.card_id, record);
  return record;
}

function problemOf(
  { cards, customers }: SandboxState,
  cardId: string,
  customerId: string | undefined,
): SandboxAnswer | undefined {
  if (cards.has(cardId)) return invalid('/card_id', 'Another card has this id.');
  if (customerId !== undefined && !customers.has(customerId)) return invalid('/customer_id', 'No such customer.');
  return undefined;
}
