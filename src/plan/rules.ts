import { type GraphQLSchema, getNamedType, isInterfaceType } from 'graphql';
import type { Rule } from '../auth/access.ts';
import { accessRule } from '../auth/plugin.ts';
import { decodeGlobalId, type GlobalId } from '../kernel/global-id.ts';
import type { Selected } from './selection.ts';

/** A rule with the coordinate that a denial names: a field, or a type that `node(id:)` gives. */
export interface CoordinateRule {
  readonly coordinate: string;
  readonly rule: Rule;
}

/** The rules that gate a field: its own, or those of the types that may come out of `node` and `nodes`; empty: none. */
export function rulesOf(
  schema: GraphQLSchema,
  { field, coordinate, args, typename, children }: Selected,
): readonly CoordinateRule[] {
  const rule = accessRule(field.extensions);
  if (rule !== undefined) return [{ coordinate, rule }];
  const type = getNamedType(field.type);
  if (!isInterfaceType(type)) return [];
  // While the id is not known: the types of which something is asked for.
  const asked = typename ? undefined : children.map(({ parent }) => parent.name);
  const wanted = globalIds(args)?.map((id) => id?.type) ?? asked;
  return schema.getPossibleTypes(type).flatMap(({ name, extensions }) => {
    const typeRule = accessRule(extensions);
    return typeRule === undefined || wanted?.includes(name) === false ? [] : [{ coordinate: name, rule: typeRule }];
  });
}

/** What the ids of `node` and `nodes` stand for, undefined for one that is none; undefined as a whole: not known. */
export function globalIds({
  id,
  ids,
}: Readonly<Record<string, unknown>>): readonly (GlobalId | undefined)[] | undefined {
  const given = typeof id === 'string' ? [id] : ids;
  return Array.isArray(given) ? given.map(globalId) : undefined;
}

function globalId(id: unknown): GlobalId | undefined {
  try {
    return typeof id === 'string' ? decodeGlobalId(id) : undefined;
  } catch {
    return undefined;
  }
}
