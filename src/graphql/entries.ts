import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core';
import { GraphQLError, type GraphQLFieldResolver, type GraphQLResolveInfo, responsePathAsArray } from 'graphql';
import type { AccessContext } from '../auth/access/pass.ts';
import { UnreadableError, unreadable } from '../kernel/unreadable.ts';

/** What stands in `edges` for a row that is left out. It is its own node, so that it is known again in `nodes`. */
class LostEdge {
  readonly cursor = '';
  // Left out before anybody reads it, it may stand for a node of any type.
  readonly node = this as unknown as never;
}

/** The one of them. */
export const lostEdge = new LostEdge();

/**
 * What is made of each entry of an upstream list; an empty list where there is none. An entry that cannot be read stays one
 * that cannot, and is left out where the list is shown.
 */
export function each<Entry, Made>(
  list: readonly Entry[] | null | undefined,
  make: (entry: Entry) => Made,
): readonly Made[] {
  return (list ?? []).map((entry) => (entry === unreadable ? unreadable : made(entry, make)) as Made);
}

/**
 * A list of which no entry may be left out, since those that remain would mean something else: the shops where an offer applies.
 *
 * @throws UnreadableError where an entry cannot be read
 */
export function allOrNothing<Entry>(list: readonly Entry[] | null | undefined): readonly Entry[] | null | undefined {
  if (list?.some((entry) => entry === unreadable)) throw new UnreadableError('a list of which every entry counts');
  return list;
}

function made<Entry, Made>(entry: Entry, make: (entry: Entry) => Made): unknown {
  try {
    return make(entry);
  } catch (error) {
    if (error instanceof UnreadableError) return unreadable;
    throw error;
  }
}

const name = 'entries';
export default name;

/** Leaves entries that cannot be read out of every list, with an error for each at the list's path; all others arrive. */
class EntriesPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(
    resolve: GraphQLFieldResolver<unknown, Types['Context'], object>,
    { type }: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    if (type.kind !== 'List') return resolve;
    return (source, args, context, info) => {
      const value = resolve(source, args, context, info);
      return value instanceof Promise
        ? value.then((later) => readable(later, context, info))
        : readable(value, context, info);
    };
  }
}

function readable(value: unknown, context: object, info: GraphQLResolveInfo): unknown {
  if (!Array.isArray(value) || !value.some(isLost)) return value;
  const { errors } = (context as AccessContext).access;
  const lost = value.filter(isLost).map(() => {
    const originalError = new UnreadableError('an entry of this list');
    const place = { nodes: info.fieldNodes, path: responsePathAsArray(info.path), originalError };
    return new GraphQLError(originalError.message, place);
  });
  errors.push(...lost);
  return value.filter((entry) => !isLost(entry));
}

function isLost(entry: unknown): boolean {
  return entry === unreadable || entry === lostEdge;
}

SchemaBuilder.registerPlugin(name, EntriesPlugin);

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      entries: EntriesPlugin<Types>;
    }
  }
}
