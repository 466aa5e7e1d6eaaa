import {
  type ArgumentNode,
  coerceInputLiteral,
  type DirectiveNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  type ValueNode,
  type VariableValues,
} from 'graphql';

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
  variables: KnownVariables,
  field: GraphQLField<unknown, unknown>,
  given: readonly ArgumentNode[],
): { args: Readonly<Record<string, unknown>>; unknown: ReadonlySet<string> } {
  const args: Record<string, unknown> = {};
  const unknown = new Set<string>();
  for (const arg of field.args) {
    const node = given.find(({ name }) => name.value === arg.name)?.value;
    if (node !== undefined && !isKnown(variables, node)) unknown.add(arg.name);
    else assign(args, arg, node, variables);
  }
  return { args, unknown };
}

function assign(
  args: Record<string, unknown>,
  arg: GraphQLArgument,
  node: ValueNode | undefined,
  { values }: KnownVariables,
): void {
  const isAbsent = node === undefined || (node.kind === Kind.VARIABLE && !(node.name.value in values.coerced));
  // Every default of this schema is given as a value.
  const value = isAbsent ? arg.defaultValue : coerceInputLiteral(node, arg.type, values);
  if (value !== undefined) args[arg.name] = value;
}

/** Whether `@skip` and `@include` let something run; undefined where a variable without a value decides. */
export function isWanted(variables: KnownVariables, directives: readonly DirectiveNode[]): boolean | undefined {
  let wanted: boolean | undefined = true;
  for (const directive of directives) {
    const name = directive.name.value;
    const condition = directive.arguments?.[0]?.value;
    if ((name !== 'skip' && name !== 'include') || condition === undefined) continue;
    const value = booleanOf(variables, condition);
    if (value === (name === 'skip')) return false;
    if (value === undefined) wanted = undefined;
  }
  return wanted;
}

function booleanOf({ names, values }: KnownVariables, node: ValueNode): boolean | undefined {
  if (node.kind === Kind.BOOLEAN) return node.value;
  if (node.kind !== Kind.VARIABLE || names?.has(node.name.value) === false) return undefined;
  return values.coerced[node.name.value] === true;
}

function isKnown(variables: KnownVariables, node: ValueNode): boolean {
  if (node.kind === Kind.VARIABLE) return variables.names?.has(node.name.value) ?? true;
  if (node.kind === Kind.LIST) return node.values.every((each) => isKnown(variables, each));
  return node.kind !== Kind.OBJECT || node.fields.every(({ value }) => isKnown(variables, value));
}
