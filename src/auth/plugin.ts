import SchemaBuilder, {
  BasePlugin,
  type FieldNullability,
  type InputFieldMap,
  type InputShapeFromFields,
  type PothosOutputFieldConfig,
  PothosSchemaError,
  type SchemaTypes,
  type TypeParam,
} from '@pothos/core';
import { GraphQLError, type GraphQLFieldResolver, type GraphQLResolveInfo, responsePathAsArray } from 'graphql';
import { denial, type Requirement, type Rule, ruleFor, ruleOf } from './access.ts';
import { type AccessState, noteDenial } from './access-state.ts';
import { accessDirectives } from './directives.ts';
import { AccessDeniedError } from './errors.ts';
import type { Viewer } from './viewer.ts';

/** What the access plugin needs of every request's context. */
export interface AccessContext {
  readonly viewer: Viewer;
  readonly access: AccessState;
}

/**
 * The access rule of a field: the operations that it calls, or in words
 * `'anyone'` (calls nothing upstream, open to every caller) or `'node'` (the rule of the type that an id names).
 */
export type Requires<Source, Args> = 'anyone' | 'node' | Requirement<Source, Args>;

const name = 'access';
export default name;

const roots = new Set(['Query', 'Mutation', 'Subscription']);

/** Gates fields by their `requires` option: deny by default, decided before the resolver runs. */
export class AccessPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(field: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const coordinate = `${field.parentType}.${field.name}`;
    const requires = requiresOf(field);
    if (requires === undefined && roots.has(field.kind)) {
      throw new PothosSchemaError(`${coordinate} does not say what it requires.`);
    }
    if (requires === undefined || requires === 'anyone' || requires === 'node') return field;
    if (!field.type.nullable) throw new PothosSchemaError(`${coordinate} is gated and must be nullable.`);
    const rule = ruleOf(requires);
    return {
      ...field,
      description: `${field.description ?? ''}\n\n${sentence(rule)}`.trim(),
      extensions: { ...field.extensions, ...accessDirectives(rule), access: rule },
    };
  }

  override wrapResolve(
    resolve: GraphQLFieldResolver<unknown, Types['Context'], object>,
    field: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    const requires = requiresOf(field);
    const coordinate = `${field.parentType}.${field.name}`;
    if (requires === 'node') {
      return (source, args, context, info) =>
        isRefused(contextOf(context, coordinate), info) ? null : resolve(source, args, context, info);
    }
    const rule = accessRule(field.extensions);
    if (rule === undefined || typeof requires !== 'object') return resolve;
    startOf.set(rule, (source, args, context) => resolve(source, args, context, notResolving));
    const { owner } = requires;
    return (source, args, context, info) => {
      const access = contextOf(context, coordinate);
      if (isRefused(access, info)) return null;
      if (requires.covered?.(source)) return resolve(source, args, context, info);
      const ownerId = () => (typeof owner === 'function' ? owner(source, args, access.viewer) : null);
      return admit(ruleFor(rule, args), coordinate, access, ownerId) ? resolve(source, args, context, info) : null;
    };
  }
}

/** Begins what a field does, without its gate and ahead of its turn. */
export type Start = (source: unknown, args: object, context: object) => unknown;

const startOf = new WeakMap<Rule, Start>();

// A field that is started ahead is not being resolved: its resolver is declared `early` and does without.
const notResolving = Object.freeze({}) as unknown as GraphQLResolveInfo;

/** What begins a field ahead of its turn; undefined where its rule does not let it start early. */
export function earlyStart(rule: Rule): Start | undefined {
  return rule.early ? startOf.get(rule) : undefined;
}

/**
 * Whether the viewer may go on at a coordinate; false when the same denial was already reported in this request.
 *
 * @throws AccessDeniedError the first time that a coordinate is denied in a request
 */
export function admit(
  rule: Rule,
  coordinate: string,
  { viewer, access }: AccessContext,
  owner: () => string | null | undefined,
): boolean {
  const refusal = denial(rule, coordinate, viewer, owner);
  if (refusal === undefined) return true;
  const isNew = noteDenial(access, refusal);
  if (!access.enforced) return true;
  if (isNew) throw new AccessDeniedError(refusal);
  return false;
}

/** Whether a field was found out ahead to give nothing; says why the first time. */
function isRefused({ access }: AccessContext, { fieldNodes, path }: GraphQLResolveInfo): boolean {
  const [node] = fieldNodes;
  const denials = node && access.refused.get(node);
  if (denials === undefined) return false;
  for (const each of denials.filter((one) => noteDenial(access, one))) {
    const originalError = new AccessDeniedError(each);
    const place = { nodes: fieldNodes, path: responsePathAsArray(path), originalError };
    access.errors.push(new GraphQLError(originalError.message, place));
  }
  return true;
}

/** The rule that the plugin left in a field's or a type's extensions, undefined where there is none. */
export function accessRule(extensions: Readonly<Record<string, unknown>> | null | undefined): Rule | undefined {
  const rule = extensions?.['access'];
  return isRule(rule) ? rule : undefined;
}

function isRule(value: unknown): value is Rule {
  return typeof value === 'object' && value !== null && 'scopeSets' in value;
}

/** One sentence on who may read a field, for its description. */
export function sentence(rule: Rule): string {
  const sets = rule.scopeSets.map((set) => set.map((scope) => `\`${scope}\``).join(' with ')).join(', ');
  const own = rule.ownDataScopes.map((scope) => `\`${scope}\``).join(', ');
  const start = rule.mayBeCovered ? 'Where it has to be loaded, needs' : 'Needs';
  const oneOf = rule.scopeSets.length > 1 ? 'one of ' : '';
  const conditions = rule.conditions.map(
    ({ when, anyOf }) => ` Where ${when}, needs ${anyOf.map((scope) => `\`${scope}\``).join(' or ')} as well.`,
  );
  return `${start} ${oneOf}${sets}${own === '' ? '' : ` (${own}: own data only)`}.${conditions.join('')}`;
}

function requiresOf({ pothosOptions }: { pothosOptions: object }): Requires<unknown, object> | undefined {
  const requires = 'requires' in pothosOptions ? pothosOptions.requires : undefined;
  if (requires === 'anyone' || requires === 'node' || isRequirement(requires)) return requires;
  if (requires === undefined) return undefined;
  throw new PothosSchemaError('A `requires` option is none that the access plugin knows.');
}

function isRequirement(value: unknown): value is Requirement<unknown, object> {
  return typeof value === 'object' && value !== null && 'operations' in value && Array.isArray(value.operations);
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
      /** Who may read the field; must be stated. */
      requires: Requires<Types['Root'], InputShapeFromFields<Args>>;
    }

    export interface MutationFieldOptions<
      Types extends SchemaTypes,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveReturnShape,
    > {
      /** Who may run the mutation; must be stated. */
      requires: Requires<Types['Root'], InputShapeFromFields<Args>>;
    }

    export interface SubscriptionFieldOptions<
      Types extends SchemaTypes,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveShape,
      ResolveReturnShape,
    > {
      /** Who may subscribe; must be stated. */
      requires: Requires<Types['Root'], InputShapeFromFields<Args>>;
    }

    export interface ObjectFieldOptions<
      Types extends SchemaTypes,
      ParentShape,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveReturnShape,
    > {
      /** Who may read the field, where it makes an upstream call of its own; without it the parent's rule is enough. */
      requires?: Requirement<ParentShape, InputShapeFromFields<Args>>;
    }
  }
}
