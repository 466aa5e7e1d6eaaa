import { money } from '../../../kernel/money.ts';
import type { OrderSession } from '../../../upstream/contract/shopping.ts';
import { builder } from '../../builder.ts';
import { each } from '../../entries.ts';
import { type Priced, priced } from '../../values/line.ts';
import { MoneyRef } from '../../values/money.ts';
import { dateTime } from '../../values/scalars.ts';

const ItemRef = builder.objectRef<Priced<OrderSession['items'][number]>>('OrderSessionItem');

builder.objectType(ItemRef, {
  description: 'The part of a payment session that concerns one line of the order.',
  fields: (t) => ({
    lineId: t.string({ description: 'Number of the line, as text.', resolve: ({ part }) => part.line_id }),
    amount: t.field({
      type: MoneyRef,
      description: 'Amount of this line.',
      resolve: ({ part, currency }) => money(part.amount, currency),
    }),
  }),
});

/** `OrderSession`: a checkout session in which lines of an order are paid. */
export const OrderSessionRef = builder.objectRef<Priced<OrderSession>>('OrderSession');

builder.objectType(OrderSessionRef, {
  description: 'A checkout session in which lines of an order are paid.',
  fields: (t) => ({
    sessionId: t.string({ description: 'Id of the session.', resolve: ({ part }) => part.id }),
    amount: t.field({
      type: MoneyRef,
      description: 'Sum over the lines.',
      resolve: ({ part, currency }) => money(part.amount, currency),
    }),
    items: t.field({
      type: [ItemRef],
      description: 'The lines that are paid.',
      resolve: ({ part, currency }) => priced(part.items, currency),
    }),
    links: t.stringList({
      description: 'Addresses that belong to the session, the checkout among them.',
      resolve: ({ part }) => each(part._links, ({ href }) => href).filter((href) => href !== undefined),
    }),
    processedAt: t.field({
      type: 'DateTime',
      description: 'When it was started.',
      resolve: ({ part }) => dateTime(part.processed_at),
    }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When it was recorded.',
      resolve: ({ part }) => dateTime(part.created_at),
    }),
    createdBy: t.string({
      description: 'Id of the user or client that recorded it.',
      resolve: ({ part }) => part.created_by,
    }),
    metadata: t.field({
      type: 'JSONObject',
      description: 'Free-form data of the merchant.',
      resolve: ({ part }) => part.metadata,
    }),
  }),
});
