import { getNamedType, isInterfaceType, Kind, type VariableValues } from 'graphql';
import type { Gate } from '../auth/access/gate.ts';
import { gateOf } from '../auth/access/plugin.ts';
import { fieldsOf, type OperationTree, type TreeField } from '../execution/tree.ts';
import { listArguments } from './answer-size.ts';

/** The variables of an operation that a plan depends on. */
export interface Deciding {
  /** Those that bound a page: `first`. They are among `always`. */
  readonly bounds: ReadonlySet<string>;
  /** Of `@skip` and `@include`, and of arguments that bound lists, bring finer rules into play, or change what is called. */
  readonly always: ReadonlySet<string>;
  /** Of arguments that say whose data is wanted: they count for a caller with `user:` scopes. */
  readonly ofOwners: ReadonlySet<string>;
  /** Variables that are the whole of a field's arguments, of which only counts which finer rules they bring into play. */
  readonly conditioned: readonly Conditioned[];
}

interface Conditioned {
  readonly variable: string;
  readonly argument: string;
  readonly conditions: Gate['conditions'];
}

/** Finds the variables that plans of an operation depend on. */
export function decidingVariables({ root }: OperationTree): Deciding {
  const bounds = new Set<string>();
  const always = new Set<string>();
  const ofOwners = new Set<string>();
  const conditioned: Conditioned[] = [];
  function decidedBy(argument: string, { field }: TreeField, gate: Gate | undefined, whole: Conditioned | undefined) {
    if (argument === 'first') return [always, bounds];
    if (listArguments.some((each) => each === argument)) return [always];
    // `node`: the id names the type, and with it the gate.
    if (gate === undefined) return isInterfaceType(getNamedType(field.type)) ? [always] : [];
    if (gate.ways.length > 1 || (gate.conditions.length > 0 && whole === undefined)) return [always];
    return gate.ways.some(({ rule }) => rule.ownDataScopes.length > 0) ? [ofOwners] : [];
  }
  for (const at of fieldsOf(root)) {
    for (const { variable } of at.whens?.flat() ?? []) always.add(variable);
    const gate = gateOf(at.field.extensions);
    for (const [argument, variables] of at.variables) {
      const whole = gate && conditionedBy(gate, at, argument);
      if (whole !== undefined) conditioned.push(whole);
      for (const set of decidedBy(argument, at, gate, whole)) for (const name of variables) set.add(name);
    }
  }
  return { bounds, always, ofOwners, conditioned };
}

/** Undefined: no finer rules are there, or they read more than a variable. */
function conditionedBy(
  { conditions }: Gate,
  { field, nodes: [node] }: TreeField,
  argument: string,
): Conditioned | undefined {
  const value = node?.arguments?.find(({ name }) => name.value === argument)?.value;
  if (conditions.length === 0 || field.args.length !== 1 || value?.kind !== Kind.VARIABLE) return undefined;
  return { variable: value.name.value, argument, conditions };
}
/**
 * What a plan depends on of the variables: the same for two requests, the same plan. Empty: on none. Null is another value
 * than none.
 *
 * @param isOwner whether the caller has `user:` scopes
 */
export function decidingFacts(
  { always, ofOwners, conditioned }: Deciding,
  { coerced }: VariableValues,
  isOwner: boolean,
): readonly unknown[] {
  const fact = (name: string) => (name in coerced ? [name, coerced[name]] : [name]);
  const names = isOwner ? [...always, ...ofOwners] : [...always];
  const rules = conditioned.map(({ variable, argument, conditions }) => {
    const value = coerced[variable];
    if (value === undefined || value === null) return fact(variable);
    return conditions.map((condition) => condition.applies({ [argument]: value }));
  });
  return [...names.map(fact), ...rules];
}
