import { parse, validate } from 'graphql';
import { schema } from '../../src/graphql/schema.ts';
import { gatesAhead } from '../../src/plan/gates.ts';
import { select } from '../../src/plan/selection.ts';

/**
 * The upstream calls of a document that no gate of it names; empty: none, as it has to be. A document that is not valid
 * calls nothing.
 */
export function undeclared(
  query: string,
  variables: Readonly<Record<string, unknown>> | undefined,
  calls: readonly (string | null)[],
): readonly (string | null)[] {
  if (calls.length === 0) return [];
  const named = new Set(endpointsOf(query, variables ?? {}));
  return calls.filter((call) => call === null || !named.has(call));
}

function endpointsOf(query: string, variables: Readonly<Record<string, unknown>>): readonly string[] {
  const document = parse(query);
  if (validate(schema, document).length > 0) return [];
  return [...gatesAhead(schema, select(schema, document, { variables }), null)].flatMap(({ ways }) =>
    ways.flatMap(({ endpoints, shortcuts }) => [...endpoints, ...shortcuts].map(({ name }) => name)),
  );
}
