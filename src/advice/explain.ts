import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { Decision } from '../auth/access/decide.ts';
import type { Viewer } from '../auth/viewer.ts';
import type { Audience } from '../kernel/least-power.ts';
import type { Scope } from '../kernel/scope.ts';
import type { Calls } from '../plan/call-site.ts';
import { callsOf } from '../plan/calls.ts';
import { carriedFields } from '../plan/carried.ts';
import { decisions } from '../plan/decisions.ts';
import { type GateAhead, gatesAhead } from '../plan/gates.ts';
import { type Selected, type Selection, type SelectOptions, select } from '../plan/selection.ts';
import { mayCall, skips } from '../plan/skips.ts';
import { closed, forcedBy, needsOf, reasonFor, requiredBy, smallestSets } from './scopes.ts';

/** What a document needs, what is denied, and what it costs: the answer of `explain` and of `POST /explain`. */
export interface Explanation {
  readonly operation: { readonly kind: Selection['kind']; readonly name: string | null };
  readonly scopes: Readonly<Record<Audience, AudienceScopes>>;
  /** Gated fields, parents before children. */
  readonly fields: readonly ExplainedField[];
  /** Upstream calls; without those of fields that are denied where a viewer is given. */
  readonly calls: Calls;
  /** Null: no viewer was given. */
  readonly viewer: ExplainedViewer | null;
}

/** The scopes that an operation needs of one kind of token. */
export interface AudienceScopes {
  /** Scope sets, any one of which is enough, least powerful first; null: there are too many to list. */
  readonly sets: readonly (readonly Scope[])[] | null;
  /** Why the first set is the one to ask for; null where there is no other. */
  readonly reason: string | null;
  /** The coordinates that need each scope of the first set. */
  readonly forcedBy: readonly { readonly scope: Scope; readonly coordinates: readonly string[] }[];
  /** Coordinates to which no token of this kind has access. */
  readonly closed: readonly string[];
}

/** One gated field of an operation. */
export interface ExplainedField {
  /** Response keys from the root, without list positions. */
  readonly path: string;
  readonly coordinate: string;
  /** Scope sets, any one of which is enough. */
  readonly required: readonly (readonly Scope[])[];
  /** The scopes among them that give access to own data only. */
  readonly ownData: readonly Scope[];
  /** Finer rules that arguments may bring into play which are not known. */
  readonly conditions: readonly { readonly when: string; readonly anyOf: readonly Scope[] }[];
  /** True: its parent carries the value for certain, so that the gate of the parent is enough. */
  readonly carried: boolean;
  /** False: a variable without a value decides whether the field runs. */
  readonly certain: boolean;
  /** Null: no viewer was given. */
  readonly verdict: ExplainedVerdict | null;
}

/** The decision for a viewer and a field. */
export type ExplainedVerdict =
  | { readonly decision: 'allowed' }
  | { readonly decision: 'depends'; readonly on: 'owner' | 'arguments' | 'parent' }
  | { readonly decision: 'denied'; readonly code: string; readonly missing: readonly (readonly Scope[])[] };

interface ExplainedViewer {
  readonly kind: Viewer['kind'];
  readonly customerId: string | null;
  readonly scopes: readonly Scope[];
}

/**
 * Explains an operation without running it and without any upstream call. The document must be valid.
 *
 * @throws PlanError when there is no such operation, or it is too large
 */
export function explain(
  schema: GraphQLSchema,
  document: DocumentNode,
  { viewer = null, ...options }: SelectOptions & { readonly viewer?: Viewer | null },
): Explanation {
  const selection = select(schema, document, options);
  const decided = viewer === null ? null : decisions(schema, selection, viewer);
  const carried = carriedFields(schema, selection);
  const skipped = decided === null ? null : skips(selection, decided);
  const runs = (selected: Selected) => decided === null || skipped === null || mayCall(selected, skipped, decided);
  return {
    operation: { kind: selection.kind, name: selection.name },
    scopes: { staff: scopesFor(schema, selection, 'staff'), customer: scopesFor(schema, selection, 'customer') },
    fields: [...gatesAhead(schema, selection, null)].map((ahead) => fieldOf(ahead, carried, decided)),
    calls: callsOf(schema, selection, { runs, viewer }),
    viewer: viewer && { kind: viewer.kind, customerId: viewer.customerId, scopes: [...viewer.scopes].sort() },
  };
}

function scopesFor(schema: GraphQLSchema, selection: Selection, audience: Audience): AudienceScopes {
  const needs = needsOf(schema, selection, audience);
  const sets = smallestSets(needs);
  return {
    sets,
    reason: reasonFor(sets ?? []),
    forcedBy: forcedBy(needs, sets?.[0] ?? []),
    closed: closed(needs),
  };
}

function fieldOf(
  ahead: GateAhead,
  carried: ReadonlySet<Selected>,
  decided: ReadonlyMap<Selected, Decision> | null,
): ExplainedField {
  const { selected, coordinate, gate } = ahead;
  const { required, maybe } = requiredBy(ahead);
  return {
    path: selected.path.join('.'),
    coordinate,
    required,
    ownData: gate.ways[0].rule.ownDataScopes,
    conditions: maybe,
    carried: carried.has(selected),
    certain: selected.certain,
    verdict: decided === null ? null : verdictOf(decided.get(selected)),
  };
}

function verdictOf(decided: Decision | undefined): ExplainedVerdict {
  if (decided === undefined) return { decision: 'allowed' };
  if (decided.decision !== 'denied') return decided;
  const { code, missing } = decided.denial;
  return { decision: 'denied', code, missing };
}
