import {
  GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
  validateInputValue,
} from 'graphql';
import { withoutValue } from './unquoted.ts';

/**
 * Holds variables to their types before anything runs. The executor does so too, but quotes whole inputs in its errors,
 * passwords and all.
 */
export function variableErrors(
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
    // A type that is none was found when the document was validated.
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

/** The type that is expected at a place of an input. */
function typeAt(type: GraphQLInputType, path: readonly (string | number)[]): GraphQLInputType {
  return path.reduce<GraphQLInputType>((current, key) => {
    const inner = getNullableType(current);
    if (typeof key === 'number') return isListType(inner) ? inner.ofType : inner;
    const named = getNamedType(inner);
    return (isInputObjectType(named) ? named.getFields()[key]?.type : undefined) ?? inner;
  }, type);
}
