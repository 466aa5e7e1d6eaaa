import SchemaBuilder, {
  BasePlugin,
  type FieldRef as Field,
  type FieldKind,
  type FieldNullability,
  type InputFieldMap,
  type PothosOutputFieldConfig,
  PothosSchemaError,
  RootFieldBuilder,
  type SchemaTypes,
  type ShapeFromTypeParam,
  type TypeParam,
} from '@pothos/core';
import type { GraphQLArgument, GraphQLFieldResolver } from 'graphql';
import { withTexts } from '../../kernel/typed-texts.ts';
import { accessDirectives } from './directives.ts';
import type { Gate } from './gate.ts';
import { type AccessContext, pass } from './pass.ts';
import { sentence } from './sentence.ts';

/** What a field without a gate calls: `'nothing'` (open to every caller), or `'node'` (the gate of the type that an id names). */
export type UngatedCalls = 'nothing' | 'node';

/** A field that gets its value through a gate. */
export interface GatedField<Type, Args> {
  readonly type: Type;
  readonly description?: string;
  readonly args?: Args;
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly gate: Gate;
}

const name = 'access';
export default name;

const roots = new Set(['Query', 'Mutation', 'Subscription']);

/** Puts gates before fields: denied by default, and decided before anything is called. */
class AccessPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(field: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const coordinate = `${field.parentType}.${field.name}`;
    const gate = gateOf(field.extensions);
    if (gate === undefined) {
      if (callsOf(field) === undefined && roots.has(field.kind))
        throw new PothosSchemaError(`${coordinate} does not say what it calls.`);
      return field;
    }
    return {
      ...field,
      resolve: resolverOf(gate, coordinate),
      description: `${field.description ?? ''}\n\n${sentence(gate)}`.trim(),
      extensions: { ...field.extensions, ...accessDirectives(gate.ways[0].rule) },
    };
  }
}

/** The resolver of a gated field: the gate decides, calls and returns the value. */
function resolverOf(gate: Gate, coordinate: string): GraphQLFieldResolver<unknown, object, object> {
  let texts: readonly GraphQLArgument[] | undefined;
  return (source, args, context, info) => {
    // Worked out once for the field, not once for each row.
    texts ??= withTexts(info.parentType.getFields()[info.fieldName]?.args ?? []);
    return pass(gate, coordinate, source, args, contextOf(context, coordinate), info, texts);
  };
}

/** The gate in the extensions of a field or a type; undefined: it has none. */
export function gateOf(extensions: Readonly<Record<string, unknown>> | null | undefined): Gate | undefined {
  const gate = extensions?.['gate'];
  return isGate(gate) ? gate : undefined;
}

function isGate(value: unknown): value is Gate {
  return typeof value === 'object' && value !== null && 'ways' in value && 'input' in value;
}

function callsOf({ pothosOptions }: { pothosOptions: object }): UngatedCalls | undefined {
  const calls = 'calls' in pothosOptions ? pothosOptions.calls : undefined;
  if (calls === undefined || calls === 'nothing' || calls === 'node') return calls;
  throw new PothosSchemaError('`calls` is `nothing` or `node`; what calls upstream is declared as a gated field.');
}

function contextOf(context: object, coordinate: string): AccessContext {
  if (!isAccessContext(context)) throw new PothosSchemaError(`${coordinate} was asked for without a viewer.`);
  return context;
}

function isAccessContext(context: object): context is AccessContext {
  return 'viewer' in context && 'access' in context;
}

SchemaBuilder.registerPlugin(name, AccessPlugin);

const proto = RootFieldBuilder.prototype as PothosSchemaTypes.RootFieldBuilder<SchemaTypes, unknown>;

proto.gated = function gated({ gate, extensions, ...options }) {
  // Pothos requires a resolver here; the plugin adds it.
  return this.field({ ...options, nullable: true, extensions: { ...extensions, gate } } as never);
};

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      access: AccessPlugin<Types>;
    }

    export interface RootFieldBuilder<Types extends SchemaTypes, ParentShape, Kind extends FieldKind = FieldKind> {
      /** A field that gets its value through a gate. It is nullable, and has no other resolver. */
      gated<const Type extends TypeParam<Types>, Args extends InputFieldMap = Record<never, never>>(
        options: GatedField<Type, Args>,
      ): Field<Types, ShapeFromTypeParam<Types, Type, true>>;
    }

    export interface QueryFieldOptions<
      Types extends SchemaTypes,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveReturnShape,
    > {
      /** What the field calls; required. */
      calls: UngatedCalls;
    }

    export interface MutationFieldOptions<
      Types extends SchemaTypes,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveReturnShape,
    > {
      /** What the mutation calls; required. */
      calls: UngatedCalls;
    }

    export interface SubscriptionFieldOptions<
      Types extends SchemaTypes,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveShape,
      ResolveReturnShape,
    > {
      /** What the subscription calls; required. */
      calls: UngatedCalls;
    }
  }
}
