import { createHash } from 'node:crypto';
import {
  type DocumentNode,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Denial } from '../auth/access/denial.ts';
import { gateOf } from '../auth/access/plugin.ts';
import type { Viewer } from '../auth/viewer.ts';
import { isOwnDataScope } from '../kernel/scope.ts';
import { type Calls, callsOf } from './calls.ts';
import { decisions } from './decisions.ts';
import { type EarlyCall, earlyCalls } from './early.ts';
import { select } from './selection.ts';
import { denialsOf, type Skips, skips } from './skips.ts';

/** What is known of an operation before it runs. */
export interface Plan {
  /** Everything that will be denied, each coordinate once. */
  readonly denials: readonly Denial[];
  readonly skips: Skips;
  /** Calls that need not wait for what they hang on. */
  readonly early: readonly EarlyCall[];
  /** What it will cost, without what is not run. */
  readonly calls: Calls;
}

/** Which operation is to run, and with what. */
export interface Planned {
  readonly document: DocumentNode;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Plans operations; what was planned is remembered as long as the document is, for at most 100 kinds of caller. */
export type Planner = (planned: Planned, viewer: Viewer) => Plan;

interface Known {
  readonly variables: Deciding;
  readonly plans: LRUCache<string, Plan>;
}

const plansPerDocument = 100;

/**
 * A planner over a schema. Plans hold no values of the caller's: neither arguments nor variables.
 *
 * @throws PlanError (the planner) when the operation is none, or is too large to be planned
 */
export function createPlanner(schema: GraphQLSchema): Planner {
  const known = new WeakMap<DocumentNode, Known>();
  return (planned, viewer) => {
    const { document } = planned;
    const entry = known.get(document) ?? {
      variables: decidingVariables(schema, document),
      plans: new LRUCache({ max: plansPerDocument }),
    };
    known.set(document, entry);
    const key = keyOf(planned, viewer, entry.variables);
    const plan = entry.plans.get(key) ?? planNow(schema, planned, viewer);
    entry.plans.set(key, plan);
    return plan;
  };
}

function planNow(schema: GraphQLSchema, { document, operationName, variables }: Planned, viewer: Viewer): Plan {
  const selection = select(schema, document, { operationName, variables });
  const decided = decisions(schema, selection, viewer);
  const skipped = skips(selection, decided);
  return {
    denials: denialsOf(selection, decided),
    skips: skipped,
    early: earlyCalls(selection, decided),
    calls: callsOf(schema, selection, {
      viewer,
      runs: ({ nodes: [node] }) => node === undefined || !skipped.has(node),
    }),
  };
}

/** The variables that a plan depends on. */
interface Deciding {
  /** Of `@skip` and `@include`, and of arguments that bound lists, bring finer rules into play, or change what is called. */
  readonly always: ReadonlySet<string>;
  /** Of arguments that say whose data is wanted: they count for a caller with `user:` scopes. */
  readonly ofOwners: ReadonlySet<string>;
}

function decidingVariables(schema: GraphQLSchema, document: DocumentNode): Deciding {
  const always = new Set<string>();
  const ofOwners = new Set<string>();
  const info = new TypeInfo(schema);
  let into: Set<string> | null = null;
  const visitor = visitWithTypeInfo(info, {
    Argument: {
      enter: ({ name }) => {
        const bounds = name.value === 'first' || name.value === 'ids';
        const kind = bounds || info.getDirective() ? 'always' : decidedBy(info.getFieldDef());
        into = kind === 'always' ? always : kind === 'ofOwners' ? ofOwners : null;
      },
      leave: () => {
        into = null;
      },
    },
    Variable: ({ name }) => {
      into?.add(name.value);
    },
  });
  visit(document, visitor);
  return { always, ofOwners };
}

/** For whom the arguments of a field matter; null: for nobody. */
function decidedBy(field: GraphQLField<unknown, unknown> | null | undefined): keyof Deciding | null {
  const gate = gateOf(field?.extensions);
  if (gate !== undefined && (gate.conditions.length > 0 || gate.ways.length > 1)) return 'always';
  if (gate?.ways.some(({ rule }) => rule.ownDataScopes.length > 0)) return 'ofOwners';
  // `node` and `nodes`: the id names the type, and with it the gate.
  return gate === undefined && field && isInterfaceType(getNamedType(field.type)) ? 'always' : null;
}

/** Everything that a plan depends on beside its document, as a hash: ids of customers are not kept. */
function keyOf({ operationName, variables }: Planned, viewer: Viewer, { always, ofOwners }: Deciding): string {
  const scopes = [...viewer.scopes].sort();
  const isOwner = scopes.some(isOwnDataScope);
  const names = isOwner ? [...always, ...ofOwners] : [...always];
  const values = names.map((name) => [name, variables[name]]);
  const facts = [operationName, viewer.kind === 'ANONYMOUS', scopes, isOwner ? viewer.customerId : null, values];
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64');
}
