import { buildSchema, getIntrospectionQuery, graphqlSync } from 'graphql';

/** Asks for all that a schema tells of itself. */
export const introspectionQuery = getIntrospectionQuery({
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
  oneOf: true,
});

/** What an SDL text tells of itself, as `comparable`. */
export function introspectionOf(sdl: string): unknown {
  return comparable(graphqlSync({ schema: buildSchema(sdl), source: introspectionQuery }).data);
}

/** An answer to introspection without its order: types, fields, arguments and values by name. */
export function comparable(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(comparable).sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  if (typeof answer !== 'object' || answer === null) return answer;
  return Object.fromEntries(Object.entries(answer).map(([key, value]) => [key, comparable(value)]));
}

function keyOf(value: unknown): string {
  return typeof value === 'object' && value !== null && 'name' in value ? String(value.name) : JSON.stringify(value);
}
