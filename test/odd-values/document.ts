import { type GraphQLObjectType, getNamedType, isCompositeType, isObjectType, isRequiredArgument } from 'graphql';
import { type Document, documentOf } from '../permissions/document.ts';
import { ruleOf, type Step } from '../permissions/gates.ts';
import type { Values } from '../permissions/known-values.ts';

const maxDepth = 6;

/** Asks for everything that the end of a route holds by itself: no field in it makes another upstream call. */
export function everything(steps: readonly Step[], values: Values): Document | null {
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
