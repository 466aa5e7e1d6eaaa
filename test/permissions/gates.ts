import { type GraphQLField, type GraphQLObjectType, type GraphQLSchema, isObjectType } from 'graphql';
import type { Gate as AccessGate } from '../../src/auth/access/gate.ts';
import { gateOf } from '../../src/auth/access/plugin.ts';
import type { Rule } from '../../src/auth/access/rule.ts';
import type { Scope, ScopedEndpoint } from '../../src/kernel/scope.ts';

/** A field of an object type. */
export interface Step {
  readonly type: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
}

/** Something that is behind an access rule: a field, or a type that `node(id:)` gives. */
export interface Gate {
  /** `Customer.walletCards`; of a type its name. */
  readonly coordinate: string;
  /** The rule of the way that is mostly taken. */
  readonly rule: Rule;
  /** The scopes that any of its ways asks for. */
  readonly anyScope: readonly Scope[];
  /** What that way calls. */
  readonly endpoints: readonly ScopedEndpoint[];
  /** Whether the parent may carry the value, so that nothing is called. */
  readonly mayBeCarried: boolean;
  readonly type: GraphQLObjectType;
  /** Null: the type itself, asked for through `node(id:)`. */
  readonly field: Step['field'] | null;
}

/** Every gate of a schema, by coordinate. */
export function gatesOf(schema: GraphQLSchema): readonly Gate[] {
  const gates: Gate[] = [];
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    const typeGate = gateOf(type.extensions);
    if (typeGate !== undefined) gates.push({ coordinate: type.name, ...factsOf(typeGate), type, field: null });
    for (const field of Object.values(type.getFields())) {
      const gate = gateOf(field.extensions);
      if (gate !== undefined) gates.push({ coordinate: coordinateOf({ type, field }), ...factsOf(gate), type, field });
    }
  }
  return gates.sort((one, other) => (one.coordinate < other.coordinate ? -1 : 1));
}

function factsOf({ ways, carried }: AccessGate) {
  const [{ rule, endpoints }] = ways;
  const anyScope = ways.flatMap((way) => way.rule.scopeSets.flat());
  return { rule, anyScope, endpoints, mayBeCarried: carried !== undefined };
}

/** The rule of a field's gate, by the way that is mostly taken; undefined where it has none. */
export function ruleOf({ field }: Pick<Step, 'field'>): Rule | undefined {
  return gateOf(field.extensions)?.ways[0].rule;
}

/** The schema coordinate of a field. */
export function coordinateOf({ type, field }: Step): string {
  return `${type.name}.${field.name}`;
}
