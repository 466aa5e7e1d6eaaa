import { brandWithType, type ObjectRef } from '@pothos/core';
import type { Gate } from '../../auth/access/gate.ts';
import { pass } from '../../auth/access/pass.ts';
import { sentence } from '../../auth/access/sentence.ts';
import { decodeGlobalId, encodeGlobalId } from '../../kernel/global-id.ts';
import { InputError } from '../../kernel/input-error.ts';
import { builder } from '../builder.ts';
import { type CallOptions, gateOfCall } from './call.ts';
import type { Callable } from './ways.ts';

type Types = typeof builder.$inferSchemaTypes;
type Keys = readonly string[];

interface Entity<Source, Called extends Callable>
  extends Pick<CallOptions<Keys, object, Called, Source | null | undefined>, 'calls' | 'input' | 'resolve'> {
  /** What the type is, for people who do not know it. */
  readonly description: string;
  /** The upstream keys that the opaque id contains; if one is missing, reading `id` gives an error. */
  readonly keys: (source: Source) => readonly (string | null | undefined)[];
}

const lookups = new Map<string, { readonly gate: Gate; readonly ref: ObjectRef<Types, object> }>();
const maxIds = 100;

/**
 * Declares a type that `node(id:)` can fetch again, behind the gate of what it calls. `input` gets the keys of the id as its
 * source. Declare the other fields with `builder.objectFields`.
 *
 * @example
 * entityType(DiscountCampaignRef, {
 *   description: 'Discounts that belong together.',
 *   keys: (campaign) => [campaignIdOf(campaign)],
 *   calls: getCampaign,
 *   input: ([id]) => (id === undefined ? null : { path: { campaign_id: id } }),
 * });
 */
export function entityType<Source extends object, const Called extends Callable>(
  ref: ObjectRef<Types, Source>,
  { description, keys, ...calling }: Entity<Source, Called>,
): void {
  const gate = gateOfCall(calling);
  lookups.set(ref.name, { gate, ref });
  builder.objectType(ref, {
    description: `${description}\n\nLook-up by id: ${sentence(gate)}`,
    interfaces: [builder.nodeInterfaceRef()],
    extensions: { gate },
    fields: (t) => ({
      id: t.id({
        nullable: false,
        description: 'Opaque global id, stable across restarts.',
        resolve: (source) => encodeGlobalId(ref.name, ...keys(source)),
      }),
    }),
  });
}

async function lookUp(id: string, ...[context, info]: [Parameters<typeof pass>[4], Parameters<typeof pass>[5]]) {
  const { type, keys } = decodeGlobalId(id);
  const lookup = lookups.get(type);
  if (lookup === undefined) throw new InputError('id is not a global id of this schema.');
  const source = (await pass(lookup.gate, type, keys, {}, context, info, [])) ?? null;
  // The gate of a type returns a value of that type.
  if (typeof source !== 'object' || source === null) return null;
  brandWithType(source, lookup.ref);
  return source;
}

builder.queryFields((t) => ({
  node: t.field({
    type: builder.nodeInterfaceRef(),
    calls: 'node',
    description: 'An entity by its opaque id, behind the gate of its type; null where there is none (any more).',
    args: { id: t.arg.id({ required: true, description: 'Opaque id, as an `id` field gave it.' }) },
    resolve: (_, { id }, context, info) => lookUp(id, context, info),
  }),
  nodes: t.field({
    type: [builder.nodeInterfaceRef()],
    nullable: { list: true, items: true },
    calls: 'node',
    description: `Up to ${maxIds} entities by their opaque ids, in the order of the ids; null where there is no such entity.`,
    args: { ids: t.arg.idList({ required: true, description: `1 to ${maxIds} opaque ids.` }) },
    resolve: (_, { ids }, context, info) => {
      if (ids.length > maxIds) throw new InputError(`ids must not be more than ${maxIds}.`);
      return ids.map((id) => lookUp(id, context, info));
    },
  }),
}));
