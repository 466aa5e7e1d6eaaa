import {
  type GraphQLInputType,
  getArgumentValues,
  getNamedType,
  isInputObjectType,
  type VariableValues,
} from 'graphql';
import type { OperationTree, TreeField } from '../../execution/tree.ts';
import { isMet } from '../../execution/when.ts';
import { isRecord } from '../../kernel/record.ts';
import type { WriteOutcome } from '../../kernel/write-outcome.ts';
import type { WriteLine } from './line.ts';

/**
 * The writes of a mutation. One of which nothing was noted never came to its service: it was denied, or the operation was
 * refused.
 *
 * @param outcomes what became of each write, by its name in the answer
 */
export function writesOf(
  { root }: OperationTree,
  variables: VariableValues,
  outcomes: ReadonlyMap<string, WriteOutcome>,
): readonly WriteLine[] {
  return root.fields
    .filter(({ coordinate }) => !coordinate.includes('__'))
    .flatMap((field) => {
      const node = nodeOf(field, variables);
      if (node === undefined) return [];
      const args = getArgumentValues(field.field, node, variables);
      const members = field.field.args.flatMap(({ name, type }) => [...membersOf(type, args[name])]);
      const outcome = outcomes.get(field.key) ?? 'refused';
      return [{ mutation: field.coordinate, members: [...new Set(members)], outcome }];
    });
}

/** The node by which a field is asked for; undefined where variables leave it out. */
function nodeOf({ nodes, whens }: TreeField, { coerced }: VariableValues) {
  return nodes.find((_, index) => isMet(whens?.[index] ?? [], coerced));
}

/** Dotted names of the members that an input holds. Keys of free-form data are values, so they are not told. */
function* membersOf(type: GraphQLInputType, value: unknown, above = ''): Generator<string> {
  const named = getNamedType(type);
  if (Array.isArray(value)) {
    for (const each of value) yield* membersOf(type, each, above);
  } else if (isInputObjectType(named) && isRecord(value)) {
    const before = above === '' ? '' : `${above}.`;
    for (const [name, field] of Object.entries(named.getFields()))
      if (value[name] !== undefined) yield* membersOf(field.type, value[name], before + name);
  } else if (above !== '') {
    yield above;
  }
}
