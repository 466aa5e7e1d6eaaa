import {
  type ArgumentNode,
  type DocumentNode,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  Kind,
  TypeInfo,
  type VariableValues,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Gate } from '../auth/access/gate.ts';
import { gateOf } from '../auth/access/plugin.ts';
import { listArguments } from './answer-size.ts';

/** The variables of a document that a plan depends on. */
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

/** Finds the variables that plans of a document depend on. */
export function decidingVariables(schema: GraphQLSchema, document: DocumentNode): Deciding {
  const bounds = new Set<string>();
  const always = new Set<string>();
  const ofOwners = new Set<string>();
  const conditioned: Conditioned[] = [];
  const info = new TypeInfo(schema);
  let into: readonly Set<string>[] = [];
  const visitor = visitWithTypeInfo(info, {
    Argument: {
      enter: (node) => {
        const isBound = node.name.value === 'first';
        const field = info.getFieldDef();
        const gate = gateOf(field?.extensions);
        if (isBound || listArguments.some((each) => each === node.name.value) || info.getDirective()) {
          into = isBound ? [always, bounds] : [always];
        } else if (gate === undefined) into = namesGate(field) ? [always] : [];
        else {
          const ofOwner = gate.ways.some(({ rule }) => rule.ownDataScopes.length > 0) ? [ofOwners] : [];
          const whole = conditionedBy(gate, field, node);
          if (whole !== undefined) conditioned.push(whole);
          into = gate.ways.length > 1 || (gate.conditions.length > 0 && whole === undefined) ? [always] : ofOwner;
        }
      },
      leave: () => {
        into = [];
      },
    },
    Variable: ({ name }) => {
      for (const each of into) each.add(name.value);
    },
  });
  visit(document, visitor);
  return { bounds, always, ofOwners, conditioned };
}

type Field = GraphQLField<unknown, unknown> | null | undefined;

/** `node` and `nodes`: the id names the type, and with it the gate. */
function namesGate(field: Field): boolean {
  return field !== null && field !== undefined && isInterfaceType(getNamedType(field.type));
}

/** Undefined: no finer rules are there, or they read more than a variable. */
function conditionedBy({ conditions }: Gate, field: Field, { name, value }: ArgumentNode): Conditioned | undefined {
  if (conditions.length === 0 || field?.args.length !== 1 || value.kind !== Kind.VARIABLE) return undefined;
  return { variable: value.name.value, argument: name.value, conditions };
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
