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
import {
  type GraphQLArgument,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  responsePathAsArray,
} from 'graphql';
import { withTexts } from '../../kernel/typed-texts.ts';
import { AccessDeniedError } from './denial.ts';
import { accessDirectives } from './directives.ts';
import type { Gate } from './gate.ts';
import { type AccessContext, pass } from './pass.ts';
import { sentence } from './sentence.ts';
import { noteDenial } from './state.ts';

/** What a field without a gate calls: `'nothing'` (it is open to every caller) or `'node'` (what the type calls that an id names). */
export type UngatedCalls = 'nothing' | 'node';

/** A field whose value its gate gives. */
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

/** Gates fields: deny by default, decided before anything is called. */
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

  override wrapResolve(
    resolve: GraphQLFieldResolver<unknown, Types['Context'], object>,
    field: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    if (callsOf(field) !== 'node' && gateOf(field.extensions) === undefined) return resolve;
    const coordinate = `${field.parentType}.${field.name}`;
    return (source, args, context, info) =>
      isSkipped(contextOf(context, coordinate), info) ? null : resolve(source, args, context, info);
  }
}

/** The resolver of a gated field: it passes the gate, which gives the value. */
function resolverOf(gate: Gate, coordinate: string): GraphQLFieldResolver<unknown, object, object> {
  let texts: readonly GraphQLArgument[] | undefined;
  return (source, args, context, info) => {
    // Told once for the field, not once for each row.
    texts ??= withTexts(info.parentType.getFields()[info.fieldName]?.args ?? []);
    return pass(gate, coordinate, source, args, contextOf(context, coordinate), info, texts);
  };
}

/** Whether a field was found out ahead to give nothing; says why the first time. */
function isSkipped({ access }: AccessContext, { fieldNodes, path }: GraphQLResolveInfo): boolean {
  if (access.skipped.size === 0) return false;
  const [node] = fieldNodes;
  const denials = node && access.skipped.get(node);
  if (denials === undefined) return false;
  for (const each of denials.filter((one) => noteDenial(access, one))) {
    const originalError = new AccessDeniedError(each);
    const place = { nodes: fieldNodes, path: responsePathAsArray(path), originalError };
    access.errors.push(new GraphQLError(originalError.message, place));
  }
  return true;
}

/** The gate that the plugin left in a field's or a type's extensions, undefined where there is none. */
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
  // Pothos asks for a resolver, which the plugin puts in.
  return this.field({ ...options, nullable: true, extensions: { ...extensions, gate } } as never);
};

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      access: AccessPlugin<Types>;
    }

    export interface RootFieldBuilder<Types extends SchemaTypes, ParentShape, Kind extends FieldKind = FieldKind> {
      /** A field whose value its gate gives; it is nullable, and has no resolver of its own. */
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
      /** What the field calls; must be stated. */
      calls: UngatedCalls;
    }

    export interface MutationFieldOptions<
      Types extends SchemaTypes,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveReturnShape,
    > {
      /** What the mutation calls; must be stated. */
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
      /** What the subscription calls; must be stated. */
      calls: UngatedCalls;
    }
  }
}
