import type { GraphQLSchema } from 'graphql';
import { type Decision, decide } from '../auth/access/decide.ts';
import { notKnown } from '../auth/access/foresee.ts';
import type { Viewer } from '../auth/viewer.ts';
import { carriedFields } from './carried.ts';
import { foreseen, gatesOf, type PlacedGate, sourceBelow } from './gates.ts';
import type { Selected, Selection } from './selection.ts';

/** What can be said ahead of every gated field of a selection; fields without a gate are left out. */
export function decisions(
  schema: GraphQLSchema,
  selection: Selection,
  viewer: Viewer,
): ReadonlyMap<Selected, Decision> {
  const found = new Map<Selected, Decision>();
  const carried = carriedFields(schema, selection);
  const visit = (fields: readonly Selected[], source: object | typeof notKnown) => {
    for (const selected of fields) {
      const gates = gatesOf(schema, selected);
      if (carried.has(selected)) found.set(selected, allowed);
      else if (gates.length > 0)
        found.set(selected, together(gates.map((gate) => decided(gate, selected, viewer, source))));
      visit(selected.children, sourceBelow(selected, viewer, source));
    }
  };
  // Inputs of root fields read nothing of their parent.
  visit(selection.fields, {});
  return found;
}

const allowed: Decision = { decision: 'allowed' };

function decided(placed: PlacedGate, selected: Selected, viewer: Viewer, source: object | typeof notKnown): Decision {
  const { gate, coordinate } = placed;
  return decide(gate, viewer, {
    coordinate,
    ...foreseen(placed, selected, viewer, source),
    args: selected.unknown.size > 0 ? notKnown : selected.args,
    loads: gate.carried === undefined,
  });
}

/** Of several types or ids, of which some may be denied, each decides for itself when it comes. */
function together(all: readonly Decision[]): Decision {
  const [first = allowed] = all;
  if (all.length === 1 || all.every(({ decision }) => decision === 'allowed')) return first;
  return { decision: 'depends', on: 'arguments' };
}
