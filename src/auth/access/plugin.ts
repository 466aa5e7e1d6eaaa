import SchemaBuilder, {
  BasePlugin,
  type FieldNullability,
  type InputFieldMap,
  type PothosOutputFieldConfig,
  PothosSchemaError,
  type SchemaTypes,
  type TypeParam,
} from '@pothos/core';
import {
  type GraphQLArgument,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  responsePathAsArray,
} from 'graphql';
import { InputError } from '../../kernel/input-error.ts';
import { regularTexts, textProblems, withTexts } from '../../kernel/typed-texts.ts';
import type { Viewer } from '../viewer.ts';
import { type Decision, decide } from './decide.ts';
import { AccessDeniedError } from './denial.ts';
import { accessDirectives } from './directives.ts';
import { unknown } from './foresee.ts';
import { type Call, type Gate, nothing, wayOf } from './gate.ts';
import { sentence } from './sentence.ts';
import { type AccessState, noteDenial } from './state.ts';

/** What the access plugin needs of every request's context. */
export interface AccessContext {
  readonly viewer: Viewer;
  readonly access: AccessState;
}

/**
 * What a field calls: its gate, or in words `'nothing'` (it is open to every caller) or `'node'` (what the type calls
 * that an id names).
 */
export type Calls = 'nothing' | 'node' | Gate;

const name = 'access';
export default name;

const roots = new Set(['Query', 'Mutation', 'Subscription']);

/** Gates fields by their `calls` option: deny by default, decided before anything is called. */
class AccessPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(field: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const coordinate = `${field.parentType}.${field.name}`;
    const calls = callsOf(field);
    if (calls === undefined && roots.has(field.kind)) {
      throw new PothosSchemaError(`${coordinate} does not say what it calls.`);
    }
    if (calls === undefined || calls === 'nothing' || calls === 'node') return field;
    if (!field.type.nullable) throw new PothosSchemaError(`${coordinate} is gated and must be nullable.`);
    return {
      ...field,
      description: `${field.description ?? ''}\n\n${sentence(calls)}`.trim(),
      extensions: { ...field.extensions, ...accessDirectives(calls.ways[0].rule), gate: calls },
    };
  }

  override wrapResolve(
    resolve: GraphQLFieldResolver<unknown, Types['Context'], object>,
    field: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    const coordinate = `${field.parentType}.${field.name}`;
    if (callsOf(field) === 'node') {
      return (source, args, context, info) =>
        isSkipped(contextOf(context, coordinate), info) ? null : resolve(source, args, context, info);
    }
    const gate = gateOf(field.extensions);
    if (gate === undefined) return resolve;
    let texts: readonly GraphQLArgument[] | undefined;
    return (source, args, context, info) => {
      const access = contextOf(context, coordinate);
      // Told once for the field, not once for each row.
      texts ??= withTexts(info.parentType.getFields()[info.fieldName]?.args ?? []);
      return isSkipped(access, info) ? null : pass(gate, coordinate, source, args, access, info, texts);
    };
  }
}

/**
 * Passes a gate: gives what the parent carries, or calls upstream where the viewer may; null where there is nothing, or
 * where the same denial was already reported in this request.
 *
 * @throws AccessDeniedError the first time that a coordinate is denied in a request
 */
export function pass(
  gate: Gate,
  coordinate: string,
  source: unknown,
  given: object,
  context: AccessContext,
  info: GraphQLResolveInfo,
  texts: readonly GraphQLArgument[],
): unknown {
  const { viewer } = context;
  const args = texts.length === 0 ? given : regularTexts(texts, given);
  const carried = gate.carried?.value(source) ?? null;
  if (carried === nothing) return null;
  if (carried !== null) return gate.finish(carried, source, args, viewer);
  // Asked for each row: what was decided for the first holds for all.
  const ahead = context.access.ahead.get(gate) ?? decidedAhead(gate, coordinate, context);
  if (ahead.decision === 'denied' && !admit(deniedWay(gate, ahead, coordinate, source, args, viewer), context))
    return null;
  // A mutation tells them as user errors.
  if (texts.length > 0 && info.parentType !== info.schema.getMutationType()) hold(texts, args);
  const input = gate.input(source, args, viewer) ?? null;
  if (ahead.decision === 'depends') {
    const ways = input === null ? gate.ways : [wayOf(gate, input, viewer)];
    if (!admit(decide(gate, viewer, { coordinate, input, ways, args, loads: true }), context)) return null;
  }
  return input === null ? null : load(gate, input, source, { args, context, info }, viewer);
}

/** @throws InputError for texts of arguments that cannot be used */
function hold(declared: readonly GraphQLArgument[], args: object): void {
  const problems = textProblems(declared, args);
  if (problems.length > 0) throw InputError.of(problems);
}

/** What can be said of a gate whatever is asked for: once per request, not once per row. */
function decidedAhead(gate: Gate, coordinate: string, { viewer, access }: AccessContext): Decision {
  const decided = decide(gate, viewer, { coordinate, input: unknown, ways: gate.ways, args: unknown, loads: true });
  access.ahead.set(gate, decided);
  return decided;
}

/** A denial by the way that the input would take, which tells what its caller lacks; by the first where none can be made. */
function deniedWay(
  gate: Gate,
  ahead: Decision,
  coordinate: string,
  source: unknown,
  args: object,
  viewer: Viewer,
): Decision {
  if (gate.ways.length === 1) return ahead;
  try {
    const input = gate.input(source, args, viewer) ?? null;
    if (input === null) return ahead;
    return decide(gate, viewer, { coordinate, input, ways: [wayOf(gate, input, viewer)], args, loads: true });
  } catch {
    return ahead;
  }
}

async function load(gate: Gate, input: unknown, source: unknown, call: Call, viewer: Viewer): Promise<unknown> {
  const answer = (await gate.load(input, wayOf(gate, input, viewer), call)) ?? null;
  return answer === null ? null : gate.finish(answer, source, call.args, viewer);
}

/** Whether a viewer may go on: what depends is decided later. */
function admit(decided: Decision, { access }: AccessContext): boolean {
  if (decided.decision !== 'denied') return true;
  const isNew = noteDenial(access, decided.denial);
  if (!access.enforced) return true;
  if (isNew) throw new AccessDeniedError(decided.denial);
  return false;
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

function callsOf({ pothosOptions }: { pothosOptions: object }): Calls | undefined {
  const calls = 'calls' in pothosOptions ? pothosOptions.calls : undefined;
  if (calls === 'nothing' || calls === 'node' || isGate(calls)) return calls;
  if (calls === undefined) return undefined;
  throw new PothosSchemaError('A `calls` option is not a gate.');
}

function contextOf(context: object, coordinate: string): AccessContext {
  if (!isAccessContext(context)) throw new PothosSchemaError(`${coordinate} was asked for without a viewer.`);
  return context;
}

function isAccessContext(context: object): context is AccessContext {
  return 'viewer' in context && 'access' in context;
}

SchemaBuilder.registerPlugin(name, AccessPlugin);

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      access: AccessPlugin<Types>;
    }

    export interface QueryFieldOptions<
      Types extends SchemaTypes,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveReturnShape,
    > {
      /** What the field calls; must be stated. */
      calls: Calls;
    }

    export interface MutationFieldOptions<
      Types extends SchemaTypes,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveReturnShape,
    > {
      /** What the mutation calls; must be stated. */
      calls: Calls;
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
      calls: Calls;
    }

    export interface ObjectFieldOptions<
      Types extends SchemaTypes,
      ParentShape,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveReturnShape,
    > {
      /** What the field calls, where its parent does not carry it; without it the parent's gate is enough. */
      calls?: Gate;
    }
  }
}
