import { type GraphQLSchema, getNamedType, isInterfaceType, isNonNullType } from 'graphql';
import { type Foreseen, type Foresight, foresee, knownShape, notKnown } from '../auth/access/foresee.ts';
import type { Gate } from '../auth/access/gate.ts';
import { gateOf } from '../auth/access/plugin.ts';
import type { Viewer } from '../auth/viewer.ts';
import { decodeGlobalId, type GlobalId } from '../kernel/global-id.ts';
import type { Selected, Selection } from './selection.ts';

/** A gate that a field stands behind, and the coordinate that a denial names: a field, or a type that `node(id:)` gives. */
export interface PlacedGate {
  readonly coordinate: string;
  readonly gate: Gate;
  /** The keys of the id, where the gate is that of a type and the id is known; else null. */
  readonly keys: readonly string[] | null;
}

/**
 * The gates that a field stands behind: its own, or for `node` and `nodes` one for each id that is known, else one for each
 * type of which something is asked for. Empty: none.
 */
export function gatesOf(
  schema: GraphQLSchema,
  { field, coordinate, args, children }: Pick<Selected, 'field' | 'coordinate' | 'args' | 'children'>,
): readonly PlacedGate[] {
  const gate = gateOf(field.extensions);
  if (gate !== undefined) return [{ coordinate, gate, keys: null }];
  const type = getNamedType(field.type);
  if (!isInterfaceType(type)) return [];
  const ids = globalIds(args);
  if (ids !== undefined) return ids.flatMap((id) => placed(schema, id?.type, id?.keys ?? null));
  const asked = new Set(children.map(({ parentType }) => parentType.name));
  return schema.getPossibleTypes(type).flatMap(({ name }) => (asked.has(name) ? placed(schema, name, null) : []));
}

function placed(schema: GraphQLSchema, name: string | undefined, keys: readonly string[] | null): PlacedGate[] {
  const gate = name === undefined ? undefined : gateOf(schema.getType(name)?.extensions);
  return gate === undefined || name === undefined ? [] : [{ coordinate: name, gate, keys }];
}

/** What the ids of `node` and `nodes` stand for, undefined for one that is none; undefined as a whole: not known. */
function globalIds({ id, ids }: Readonly<Record<string, unknown>>): readonly (GlobalId | undefined)[] | undefined {
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

/** What can be told of a field's call by a gate; `source` is its parent as far as it is known. */
export function foreseen(
  { gate, keys }: PlacedGate,
  selected: Selected,
  viewer: Viewer | null,
  source: object | typeof notKnown,
): Foresight {
  if (keys !== null) return foresee(gate, { source: keys, args: {}, unknownArgs: new Map(), viewer });
  // The gate of a type reads the keys of an id, which are not known.
  const isOfType = gateOf(selected.field.extensions) === undefined;
  return foresee(gate, { ...gateArguments(selected), source: isOfType ? notKnown : source, viewer });
}

/** The arguments of a field as gates foresee them. */
export function gateArguments({ args, unknown: names, field }: Selected): Pick<Foreseen, 'args' | 'unknownArgs'> {
  const unknownArgs = field.args
    .filter(({ name }) => names.has(name))
    .map(({ name, type }) => [name, !isNonNullType(type)] as const);
  return { args, unknownArgs: new Map(unknownArgs) };
}

/**
 * What is known of the parent of a field's children: the members that its gate tells. A connection and its edges hand on
 * what is known of their rows.
 */
export function sourceBelow(
  selected: Selected,
  viewer: Viewer | null,
  source: object | typeof notKnown,
): object | typeof notKnown {
  const gate = gateOf(selected.field.extensions);
  if (gate !== undefined) return knownShape(gate, { ...gateArguments(selected), source, viewer }) ?? notKnown;
  return /(Connection|Edge)$/.test(selected.parentType.name) ? source : notKnown;
}

/** A gate of a selection with what can be told of its call ahead. */
export interface GateAhead extends PlacedGate, Foresight {
  readonly selected: Selected;
}

/** All gates of a selection, parents before children, for a viewer or (null) for nobody in particular. */
export function* gatesAhead(schema: GraphQLSchema, selection: Selection, viewer: Viewer | null): Generator<GateAhead> {
  function* visit(fields: readonly Selected[], source: object | typeof notKnown): Generator<GateAhead> {
    for (const selected of fields) {
      for (const placed of gatesOf(schema, selected)) {
        yield { ...placed, ...foreseen(placed, selected, viewer, source), selected };
      }
      yield* visit(selected.children, sourceBelow(selected, viewer, source));
    }
  }
  // Inputs of root fields read nothing of their parent.
  yield* visit(selection.fields, {});
}
