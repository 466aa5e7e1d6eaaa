import { getNamedType, isCompositeType, isRequiredArgument } from 'graphql';
import { coordinateOf, type Step } from './gates.ts';
import type { Values } from './known-values.ts';

/** An operation with its variables. */
export interface Document {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Whether a mutation in it is to be acted upon, because what it gives back is asked for more. */
  readonly acts?: boolean;
}

/** No value is known for these arguments, `Query.customer(customerId:)`. */
export class MissingValues extends Error {
  constructor(coordinates: readonly string[]) {
    super(`No value is known for ${coordinates.join(', ')}.`);
  }
}

/** Asks for everything along a route, and for the type's name or this field at its end. */
export function documentOf(steps: readonly Step[], values: Values, leaf = '__typename'): Document {
  const declarations: string[] = [];
  const missing: string[] = [];
  const variables: Record<string, unknown> = {};

  function argumentsOf(step: Step): string {
    const texts: string[] = [];
    for (const arg of step.field.args) {
      const coordinate = `${coordinateOf(step)}(${arg.name}:)`;
      const value = values.get(coordinate) ?? (isRequiredArgument(arg) ? values.get(arg.name) : undefined);
      if (value === undefined && isRequiredArgument(arg)) missing.push(coordinate);
      if (value === undefined) continue;
      const name = `v${declarations.length}`;
      declarations.push(`$${name}: ${String(arg.type)}`);
      variables[name] = value;
      texts.push(`${arg.name}: $${name}`);
    }
    return texts.length === 0 ? '' : `(${texts.join(', ')})`;
  }

  const fields = steps.map((step) => `${step.field.name}${argumentsOf(step)}`);
  if (missing.length > 0) throw new MissingValues(missing);
  const last = steps.at(-1);
  const selection = last === undefined || isCompositeType(getNamedType(last.field.type)) ? `{ ${leaf} }` : '';
  const body = fields.reduceRight((inner, field) => `{ ${field} ${inner} }`, selection);
  const word = steps[0]?.type.name === 'Mutation' ? 'mutation' : 'query';
  return { query: `${word} ${declarations.length === 0 ? '' : `(${declarations.join(', ')}) `}${body}`, variables };
}

/** Asks for an entity of this type by its global id. */
export function nodeDocument(type: string, id: string): Document {
  return { query: `query ($id: ID!) { node(id: $id) { ... on ${type} { id } } }`, variables: { id } };
}

/** What an answer holds at the end of a route, through its lists; empty where the route broke off. */
export function valuesAt(data: unknown, steps: readonly Step[]): readonly unknown[] {
  return steps.reduce<readonly unknown[]>(
    (values, { field }) => values.flatMap((value) => member(value, field.name)).filter((value) => value !== null),
    [data],
  );
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (Reflect.get(value, name) ?? null) : null;
}
