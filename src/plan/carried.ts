import type { GraphQLSchema } from 'graphql';
import type { Rule } from '../auth/access.ts';
import type { ScopedEndpoint } from '../kernel/scope.ts';
import { rulesOf } from './rules.ts';
import type { Selected, Selection } from './selection.ts';

/** The fields whose parents carry the value for certain: they call nothing, and the gate of the parent is enough. */
export function carriedFields(schema: GraphQLSchema, selection: Selection): ReadonlySet<Selected> {
  const carried = new Set<Selected>();
  const visit = (fields: readonly Selected[], from: readonly ScopedEndpoint[]) => {
    for (const selected of fields) {
      const rules = rulesOf(schema, selected);
      if (rules.length > 0 && rules.every(({ rule }) => carries(from, rule))) carried.add(selected);
      const own = rules.flatMap(({ rule }) => operationsOf(rule, selected));
      visit(selected.children, own.length > 0 && !carried.has(selected) ? own : from);
    }
  };
  visit(selection.fields, []);
  return carried;
}

function carries(from: readonly ScopedEndpoint[], { lackedBy }: Rule): boolean {
  return (
    lackedBy !== undefined && from.length > 0 && !from.some(({ name }) => lackedBy.some((each) => each.name === name))
  );
}

function operationsOf(rule: Rule, { args, unknown }: Selected): readonly ScopedEndpoint[] {
  return rule.calls?.(args, unknown).map(({ operation }) => operation) ?? rule.operations;
}
