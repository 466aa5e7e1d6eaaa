import { type GraphQLSchema, isListType, isNonNullType } from 'graphql';
import { denialOf, type Rule, ruleFor, verdict as scopeVerdict } from '../auth/access.ts';
import type { Denial } from '../auth/errors.ts';
import { accessRule } from '../auth/plugin.ts';
import type { Viewer } from '../auth/viewer.ts';
import type { GlobalId } from '../kernel/global-id.ts';
import { carriedFields } from './carried.ts';
import { type CoordinateRule, globalIds, rulesOf } from './rules.ts';
import type { Selected, Selection } from './selection.ts';

/** What can be said of a field and a viewer before anything runs. */
export type Verdict =
  | { readonly decision: 'allowed' }
  | { readonly decision: 'denied'; readonly denial: Denial }
  /** Whose data it turns out to be, what its arguments are, or whether its parent carries it already decides. */
  | { readonly decision: 'depends'; readonly on: 'owner' | 'arguments' | 'parent' };

/** What can be said ahead of every gated field of a selection; fields without a rule are left out. */
export function verdicts(schema: GraphQLSchema, selection: Selection, viewer: Viewer): ReadonlyMap<Selected, Verdict> {
  const found = new Map<Selected, Verdict>();
  const carried = carriedFields(schema, selection);
  const visit = (fields: readonly Selected[], source: object | null) => {
    for (const selected of fields) {
      const rules = rulesOf(schema, selected);
      if (carried.has(selected)) found.set(selected, allowed);
      else if (rules.length > 0) found.set(selected, fieldVerdict(selected, rules, viewer, source));
      visit(selected.children, knownResult(selected, viewer));
    }
  };
  // Resolvers of root fields read nothing of their parent.
  visit(selection.fields, {});
  return found;
}

/** The keys of a field's result that are known before it is loaded; null: none. */
export function knownResult({ field, args, unknown }: Selected, viewer: Viewer): object | null {
  const rule = accessRule(field.extensions);
  if (unknown.size > 0 || isList(field.type)) return null;
  return rule?.known?.(args, viewer) ?? null;
}

function fieldVerdict(
  selected: Selected,
  rules: readonly CoordinateRule[],
  viewer: Viewer,
  source: object | null,
): Verdict {
  if (accessRule(selected.field.extensions) !== undefined) {
    const [only] = rules;
    return only === undefined
      ? allowed
      : ruleVerdict(only, selected, viewer, (rule) => ownerOf(rule, selected, viewer, source));
  }
  const ids = globalIds(selected.args);
  const all = rules.flatMap((each) => {
    const named = ids?.filter((id) => id?.type === each.coordinate) ?? [null];
    return named.map((id) =>
      ruleVerdict(each, selected, viewer, (rule) => (id === null ? undefined : keysOwner(rule, id, viewer))),
    );
  });
  const [first] = all;
  if (first === undefined || all.every(({ decision }) => decision === 'allowed')) return first ?? allowed;
  // Several types or ids, of which some may be refused: each decides for itself when it comes.
  return all.length === 1 ? first : { decision: 'depends', on: 'arguments' };
}

const allowed: Verdict = { decision: 'allowed' };

function ruleVerdict(
  { coordinate, rule }: CoordinateRule,
  { args, unknown }: Selected,
  viewer: Viewer,
  ownerId: (rule: Rule) => string | null | undefined,
): Verdict {
  if (rule.conditions.length > 0 && unknown.size > 0) {
    const strictest = { ...rule, conditions: rule.conditions.map((each) => ({ ...each, applies: () => true })) };
    const [least, most] = [scopeVerdict(rule, viewer), scopeVerdict(ruleFor(strictest, args), viewer)];
    if (least !== most) return { decision: 'depends', on: 'arguments' };
  }
  const applying = unknown.size > 0 ? rule : ruleFor(rule, args);
  const decided = scopeVerdict(applying, viewer);
  if (decided === 'allowed') return allowed;
  if (rule.mayBeCovered) return { decision: 'depends', on: 'parent' };
  if (decided === 'own') {
    const owner = viewer.customerId === null ? null : ownerId(rule);
    if (owner === undefined) return { decision: 'depends', on: 'owner' };
    if (owner !== null && owner === viewer.customerId) return allowed;
    return { decision: 'denied', denial: denialOf('NOT_OWNER', applying, coordinate, viewer) };
  }
  const code = viewer.kind === 'ANONYMOUS' ? 'UNAUTHENTICATED' : 'INSUFFICIENT_SCOPE';
  return { decision: 'denied', denial: denialOf(code, applying, coordinate, viewer) };
}

/** Whose data a field gives; null: nobody's; undefined: only its parent, once loaded, tells. */
function ownerOf(
  { owner }: Rule,
  { path, args, unknown }: Selected,
  viewer: Viewer,
  source: object | null,
): string | null | undefined {
  if (typeof owner !== 'function') return null;
  if (source === null || unknown.size > 0) return undefined;
  const id = owner(source, args, viewer) ?? null;
  // A parent of which only keys are known may lack what the owner is read from; a root field has no such parent.
  return id === null && path.length > 1 ? undefined : id;
}

function keysOwner({ owner }: Rule, id: GlobalId | undefined, viewer: Viewer): string | null {
  return typeof owner === 'function' && id !== undefined ? (owner(id.keys, {}, viewer) ?? null) : null;
}

function isList(type: Selected['field']['type']): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}
