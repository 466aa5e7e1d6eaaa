import type { GiftCard, Item, Transaction } from '../upstream/contract/checkout.ts';
import type { Kind } from './operations.ts';
import { standingOf } from './standing.ts';

/** A line of a payment, and what was moved of it, in the minor unit. */
export interface PaymentLine {
  readonly item: Item;
  readonly captured: number;
  readonly refunded: number;
}

/** The lines of a payment. What was captured or given back without lines counts for none of them. */
export function linesOf(payment: Transaction): readonly PaymentLine[] {
  const { items = [] } = payment;
  const { operations, captured } = standingOf(payment);
  const moved = (kind: Kind, item: Item) =>
    operations
      .filter((each) => each.kind === kind && (each.state === 'done' || each.state === 'open'))
      .flatMap((each) => each.items.filter((part) => isSameLine(items, item, part)))
      .reduce((total, { amount = 0 }) => total + amount, 0);
  // Captured whole, with lines or without.
  const isWhole = captured === payment.amount;
  return items.map((item) => ({
    item,
    captured: isWhole ? (item.amount ?? 0) : moved('CAPTURE', item),
    refunded: moved('REFUND', item),
  }));
}

/**
 * Whether a part of an operation is about a line: line id and article id are both the same. Orders that share a payment may
 * each have a line 1, so that a part without an article is about a line only where no other has its line id.
 */
export function isSameLine(lines: readonly Item[], line: Item, part: Item): boolean {
  if (line.line_id === undefined || part.line_id !== line.line_id) return false;
  if (part.id !== undefined) return part.id === line.id;
  return lines.filter(({ line_id }) => line_id === line.line_id).length === 1;
}

/** The parts that gift cards paid, each with what a refund gives back to it before anything else. */
export function giftCardsOf(payment: Transaction): readonly (GiftCard & { readonly refundable: number })[] {
  const { operations, captured, refunded } = standingOf(payment);
  const onCard = (kind: Kind, cardId: string) => {
    const parts = operations
      .filter((each) => each.kind === kind && each.state === 'done')
      .map(({ event }) => event.gift_cards);
    return parts.some((part) => part !== undefined)
      ? parts
          .flatMap((part) => part ?? [])
          .reduce((total, { card_id, amount }) => total + (card_id === cardId ? amount : 0), 0)
      : undefined;
  };
  return (payment.gift_cards ?? []).map((part) => {
    // The card pays first and is paid back first.
    const taken = onCard('CAPTURE', part.card_id) ?? Math.min(part.amount, captured);
    const back = onCard('REFUND', part.card_id) ?? Math.min(taken, refunded);
    return { ...part, refundable: Math.max(0, taken - back) };
  });
}
