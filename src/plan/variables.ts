import {
  coerceInputLiteral,
  type GraphQLArgument,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  type ValueNode,
  type VariableValues,
} from 'graphql';
import type { TreeField } from '../execution/tree.ts';

/** The variables of an operation as far as their values are known. */
export interface KnownVariables {
  /** Names of those whose value is known, be it that they have none; null: all are. */
  readonly names: ReadonlySet<string> | null;
  readonly values: VariableValues;
}

/** The variables of an operation; without `given` only those with a default are known. */
export function knownVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>> | null,
): KnownVariables {
  const names = new Set<string>();
  const sources: VariableValues['sources'] = Object.create(null);
  const coerced: VariableValues['coerced'] = Object.create(null);
  for (const definition of operation.variableDefinitions ?? []) {
    if (given === null && definition.defaultValue === undefined) continue;
    const name = definition.variable.name.value;
    const { variableValues } = getVariableValues(schema, [definition], given ?? {});
    if (variableValues === undefined) continue;
    names.add(name);
    Object.assign(sources, variableValues.sources);
    Object.assign(coerced, variableValues.coerced);
  }
  return { names, values: { sources, coerced } };
}

/** The arguments of a field, with defaults, and the names of those whose value cannot be known. */
export function argumentsOf(
  { names, values }: KnownVariables,
  { field, nodes: [first], variables }: Pick<TreeField, 'field' | 'nodes' | 'variables'>,
): { args: Readonly<Record<string, unknown>>; unknown: ReadonlySet<string> } {
  const args: Record<string, unknown> = {};
  const unknown = new Set<string>();
  for (const arg of field.args) {
    const node = first?.arguments?.find(({ name }) => name.value === arg.name)?.value;
    if (names !== null && variables.get(arg.name)?.some((name) => !names.has(name))) unknown.add(arg.name);
    else assign(args, arg, node, values);
  }
  return { args, unknown };
}

function assign(
  args: Record<string, unknown>,
  arg: GraphQLArgument,
  node: ValueNode | undefined,
  values: VariableValues,
): void {
  const isAbsent = node === undefined || (node.kind === Kind.VARIABLE && !(node.name.value in values.coerced));
  // Every default of this schema is given as a value.
  const value = isAbsent ? arg.defaultValue : coerceInputLiteral(node, arg.type, values);
  if (value !== undefined) args[arg.name] = value;
}

/** What a variable says that decides what is skipped; undefined: it is not known. */
export function booleanOf({ names, values }: KnownVariables, name: string): boolean | undefined {
  return names?.has(name) === false ? undefined : values.coerced[name] === true;
}
