import { brandWithType, type ObjectRef } from '@pothos/core';
import { type Requirement, type Rule, ruleOf } from '../../auth/access.ts';
import { admit, sentence } from '../../auth/plugin.ts';
import { decodeGlobalId, encodeGlobalId } from '../../kernel/global-id.ts';
import { InputError } from '../../kernel/input-error.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';

type Types = typeof builder.$inferSchemaTypes;
type Keys = readonly string[];

interface Entity<Source> {
  /** What the type is, for strangers. */
  readonly description: string;
  /** The rule of the look-up that `node` stands for; its owner is found from the keys of the id. */
  readonly lookup: Requirement<Keys, object>;
  /** The upstream keys that the opaque id carries. */
  readonly keys: (source: Source) => Keys;
  /** Fetches the entity by the keys of its id; null where there is none. */
  readonly load: (keys: Keys, context: GraphContext) => Promise<Source | null>;
}

interface Lookup {
  readonly rule: Rule;
  readonly owner: (keys: Keys, context: GraphContext) => string | null | undefined;
  readonly load: (keys: Keys, context: GraphContext) => Promise<object | null>;
}

const lookups = new Map<string, Lookup>();
const maxIds = 100;

/** Declares a type that `node(id:)` can fetch again, behind the gate of its look-up. Fields are declared with `builder.objectFields`. */
export function entityType<Source extends object>(ref: ObjectRef<Types, Source>, entity: Entity<Source>): void {
  const { lookup, description, keys, load } = entity;
  const rule = ruleOf(lookup);
  const { owner } = lookup;
  lookups.set(ref.name, {
    rule,
    owner: (ids, { viewer }) => (typeof owner === 'function' ? owner(ids, {}, viewer) : null),
    load: async (ids, context) => {
      const source = await load(ids, context);
      if (source !== null) brandWithType(source, ref);
      return source;
    },
  });
  builder.objectType(ref, {
    description: `${description}\n\nLook-up by id: ${sentence(rule)}`,
    interfaces: [builder.nodeInterfaceRef()],
    extensions: { access: rule },
    fields: (t) => ({
      id: t.id({
        nullable: false,
        description: 'Opaque global id, stable across restarts.',
        resolve: (source) => encodeGlobalId(ref.name, ...keys(source)),
      }),
    }),
  });
}

async function lookUp(id: string, context: GraphContext): Promise<object | null> {
  const { type, keys } = decodeGlobalId(id);
  const lookup = lookups.get(type);
  if (lookup === undefined) throw new InputError('id is not a global id of this schema.');
  return admit(lookup.rule, type, context, () => lookup.owner(keys, context)) ? lookup.load(keys, context) : null;
}

builder.queryFields((t) => ({
  node: t.field({
    type: builder.nodeInterfaceRef(),
    requires: 'node',
    description: 'An entity by its opaque id, behind the gate of its type; null where there is none (any more).',
    args: { id: t.arg.id({ required: true, description: 'Opaque id, as an `id` field gave it.' }) },
    resolve: (_, { id }, context) => lookUp(id, context),
  }),
  nodes: t.field({
    type: [builder.nodeInterfaceRef()],
    nullable: { list: true, items: true },
    requires: 'node',
    description: `Up to ${maxIds} entities by their opaque ids, in the order of the ids, null in the place of each that there is none of.`,
    args: { ids: t.arg.idList({ required: true, description: `1 to ${maxIds} opaque ids.` }) },
    resolve: (_, { ids }, context) => {
      if (ids.length > maxIds) throw new InputError(`ids must not be more than ${maxIds}.`);
      return ids.map((id) => lookUp(id, context));
    },
  }),
}));
