import {
  GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  getVariableValues,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
  type VariableValues,
  validateInputValue,
} from 'graphql';
import { withoutValue } from './unquoted.ts';

/** Coerced variables, or the errors. */
export type Variables = { readonly values: VariableValues } | { readonly errors: readonly GraphQLError[] };

/**
 * Reads variables by their types, once for each request, before anything runs. What GraphQL says of those that do not fit quotes
 * whole inputs, passwords and all: it is said in our words.
 *
 * @param suggests whether errors may name what was perhaps meant
 */
export function readVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
  suggests: boolean,
): Variables {
  const definitions = operation.variableDefinitions ?? [];
  const read = getVariableValues(schema, definitions, given, { maxErrors: 1, hideSuggestions: true });
  if (read.variableValues !== undefined) return { values: read.variableValues };
  const errors = variableErrors(schema, operation, given, suggests);
  if (errors.length === 0) throw new Error('Variables were neither read nor refused.');
  return { errors };
}

function variableErrors(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  values: Readonly<Record<string, unknown>>,
  suggests: boolean,
): GraphQLError[] {
  const errors: GraphQLError[] = [];
  for (const definition of variableDefinitions) {
    const name = definition.variable.name.value;
    const type = typeFromAST(schema, definition.type);
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    // Validation has already rejected non-input types.
    if (!isInputType(type)) continue;
    if (value === undefined && (definition.defaultValue !== undefined || !isNonNullType(type))) continue;
    validateInputValue(
      value,
      type,
      ({ message }, path) => {
        const place = [name, ...path].join('.');
        const reason = withoutValue(message, String(typeAt(type, path)));
        errors.push(new GraphQLError(`Variable "$${place}": ${reason}`, { nodes: definition }));
      },
      !suggests,
    );
  }
  return errors;
}

/** The type at a path of an input. */
function typeAt(type: GraphQLInputType, path: readonly (string | number)[]): GraphQLInputType {
  return path.reduce<GraphQLInputType>((current, key) => {
    const inner = getNullableType(current);
    if (typeof key === 'number') return isListType(inner) ? inner.ofType : inner;
    const named = getNamedType(inner);
    return (isInputObjectType(named) ? named.getFields()[key]?.type : undefined) ?? inner;
  }, type);
}
