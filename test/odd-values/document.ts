import { type GraphQLObjectType, getNamedType, isCompositeType, isObjectType, isRequiredArgument } from 'graphql';
import { schema } from '../../src/graphql/schema.ts';
import type { SandboxState } from '../../src/sandbox/state.ts';
import { type Document, documentOf, MissingValues } from '../permissions/document.ts';
import { type Gate, gatesOf, ruleOf, type Step } from '../permissions/gates.ts';
import { knownValues, type Values } from '../permissions/known-values.ts';
import { routesTo } from '../permissions/routes.ts';

const maxDepth = 6;

/** For every field that reads upstream a document that comes to it and asks for all that it holds. */
export function* readsOf(state: SandboxState): Generator<Document> {
  const valuesFor = knownValues(state);
  for (const gate of gatesOf(schema)) {
    const document = readOf(gate, valuesFor(gate.coordinate).values);
    if (document !== null) yield document;
  }
}

function readOf({ type, field }: Gate, values: Values): Document | null {
  if (field === null || type.name === 'Mutation') return null;
  const [route = []] = type.name === 'Query' ? [[]] : routesTo(schema, type, () => true);
  const [first = { type }] = route;
  if (first.type.name !== 'Query') return null;
  try {
    return everything([...route, { type, field }], values);
  } catch (error) {
    if (error instanceof MissingValues) return null;
    throw error;
  }
}

/** Asks for everything that the end of a route holds by itself: no field in it makes another upstream call. */
function everything(steps: readonly Step[], values: Values): Document | null {
  const type = getNamedType(steps.at(-1)?.field.type);
  if (!isObjectType(type)) return null;
  const selection = selectionOf(type, 0, new Set());
  return selection === '' ? null : documentOf(steps, values, selection);
}

function selectionOf(type: GraphQLObjectType, depth: number, passed: ReadonlySet<GraphQLObjectType>): string {
  if (depth > maxDepth || passed.has(type)) return '';
  const inside = new Set([...passed, type]);
  return Object.values(type.getFields())
    .filter((field) => ruleOf({ field }) === undefined && !field.args.some(isRequiredArgument))
    .filter(({ name }) => name !== 'edges' || !('nodes' in type.getFields()))
    .map((field) => {
      const inner = getNamedType(field.type);
      if (!isCompositeType(inner)) return field.name;
      const selection = isObjectType(inner) ? selectionOf(inner, depth + 1, inside) : '__typename';
      return selection === '' ? '' : `${field.name} { ${selection} }`;
    })
    .filter((text) => text !== '')
    .join(' ');
}
