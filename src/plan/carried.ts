import type { GraphQLSchema } from 'graphql';
import type { notKnown } from '../auth/access/foresee.ts';
import type { Gate } from '../auth/access/gate.ts';
import type { ScopedEndpoint } from '../kernel/scope.ts';
import { foreseen, gatesOf, sourceBelow } from './gates.ts';
import type { Selected, Selection } from './selection.ts';

/** The fields whose parents carry the value for certain: they call nothing, and the gate of the parent is enough. */
export function carriedFields(schema: GraphQLSchema, selection: Selection): ReadonlySet<Selected> {
  const carried = new Set<Selected>();
  const visit = (fields: readonly Selected[], from: readonly ScopedEndpoint[], source: object | typeof notKnown) => {
    for (const selected of fields) {
      const gates = gatesOf(schema, selected);
      if (gates.length > 0 && gates.every(({ gate }) => carries(from, gate))) carried.add(selected);
      const own = gates.flatMap((gate) =>
        foreseen(gate, selected, null, source).ways.flatMap(({ endpoints }) => endpoints),
      );
      visit(
        selected.children,
        own.length > 0 && !carried.has(selected) ? own : from,
        sourceBelow(selected, null, source),
      );
    }
  };
  visit(selection.fields, [], {});
  return carried;
}

function carries(from: readonly ScopedEndpoint[], { carried }: Gate): boolean {
  const lackedBy = carried?.lackedBy;
  if (lackedBy === undefined || from.length === 0) return false;
  return !from.some(({ name }) => lackedBy.some((each) => each.name === name));
}
