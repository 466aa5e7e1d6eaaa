import { type GraphQLField, type GraphQLObjectType, type GraphQLSchema, isObjectType } from 'graphql';
import type { Rule } from '../../src/auth/access.ts';
import { accessRule } from '../../src/auth/plugin.ts';

/** A field of an object type. */
export interface Step {
  readonly type: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
}

/** Something that is behind an access rule: a field, or a type that `node(id:)` gives. */
export interface Gate {
  /** `Customer.walletCards`; of a type its name. */
  readonly coordinate: string;
  readonly rule: Rule;
  readonly type: GraphQLObjectType;
  /** Null: the type itself, asked for through `node(id:)`. */
  readonly field: Step['field'] | null;
}

/** Every gate of a schema, by coordinate. */
export function gatesOf(schema: GraphQLSchema): readonly Gate[] {
  const gates: Gate[] = [];
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    const typeRule = accessRule(type.extensions);
    if (typeRule !== undefined) gates.push({ coordinate: type.name, rule: typeRule, type, field: null });
    for (const field of Object.values(type.getFields())) {
      const rule = accessRule(field.extensions);
      if (rule !== undefined) gates.push({ coordinate: coordinateOf({ type, field }), rule, type, field });
    }
  }
  return gates.sort((one, other) => (one.coordinate < other.coordinate ? -1 : 1));
}

/** The schema coordinate of a field. */
export function coordinateOf({ type, field }: Step): string {
  return `${type.name}.${field.name}`;
}
