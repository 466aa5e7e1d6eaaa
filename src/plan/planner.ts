import { hash } from 'node:crypto';
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
import { answerSize, listArguments } from './answer-size.ts';
import type { Calls } from './call-site.ts';
import { callsOf } from './calls.ts';
import { decisions } from './decisions.ts';
import { type EarlyCall, earlyCalls } from './early.ts';
import { select, walk } from './selection.ts';
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
  /** Fields that the answer may hold. */
  readonly answerSize: number;
}

/** Which operation is to run, and with what. */
export interface Planned {
  readonly document: DocumentNode;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Plans operations; what was planned is remembered as long as the document is and there is room for it. */
export type Planner = (planned: Planned, viewer: Viewer) => Plan;

interface Known {
  /** Tells documents apart in keys. */
  readonly number: number;
  readonly variables: Deciding;
}

interface Remembered {
  readonly plan: Plan;
  readonly bytes: number;
}

/** Bytes of a plan without fields, and of each field: measured on Node 24 (heap after 1,000 plans of 10 and of 200 fields), rounded up. */
const bytesOf = { plan: 4_000, field: 600 };

/**
 * A planner over a schema. Plans hold no values of the caller's: neither arguments nor variables.
 *
 * @param cacheBytes bytes of plans that are remembered at most; 0: none. Default: 16 MiB
 * @throws PlanError (the planner) when the operation is none, or is too large to be planned
 */
export function createPlanner(schema: GraphQLSchema, cacheBytes = 16_777_216): Planner {
  const known = new WeakMap<DocumentNode, Known>();
  const viewers = new WeakMap<Viewer, Rights>();
  let documents = 0;
  const plans =
    cacheBytes === 0
      ? null
      : new LRUCache<string, Remembered>({ maxSize: cacheBytes, sizeCalculation: ({ bytes }) => bytes });
  return (planned, viewer) => {
    const { document } = planned;
    let entry = known.get(document);
    if (entry === undefined) {
      documents += 1;
      entry = { number: documents, variables: decidingVariables(schema, document) };
      known.set(document, entry);
    }
    // Numbers that no list is read with would make as many plans as there are numbers.
    if (plans === null || !hasBounds(entry.variables.bounds, planned.variables))
      return planNow(schema, planned, viewer).plan;
    const rights = viewers.get(viewer) ?? rightsOf(viewer);
    viewers.set(viewer, rights);
    const key = `${entry.number} ${planned.operationName} ${rights.key} ${valuesKey(planned, rights, entry.variables)}`;
    const remembered = plans.get(key) ?? planNow(schema, planned, viewer);
    plans.set(key, remembered);
    return remembered.plan;
  };
}

function hasBounds(bounds: ReadonlySet<string>, variables: Planned['variables']): boolean {
  return [...bounds].every((name) => {
    const value = variables[name];
    return value === undefined || (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 100);
  });
}

function planNow(schema: GraphQLSchema, { document, operationName, variables }: Planned, viewer: Viewer): Remembered {
  const selection = select(schema, document, { operationName, variables });
  const decided = decisions(schema, selection, viewer);
  const skipped = skips(selection, decided);
  const plan: Plan = {
    denials: denialsOf(selection, decided),
    skips: skipped,
    early: earlyCalls(selection, decided),
    calls: callsOf(schema, selection, {
      viewer,
      runs: ({ nodes: [node] }) => node === undefined || !skipped.has(node),
    }),
    answerSize: answerSize(selection),
  };
  return { plan, bytes: bytesOf.plan + bytesOf.field * [...walk(selection)].length };
}

/** The variables that a plan depends on. */
interface Deciding {
  /** Those that bound a page: `first`. They are among `always`. */
  readonly bounds: ReadonlySet<string>;
  /** Of `@skip` and `@include`, and of arguments that bound lists, bring finer rules into play, or change what is called. */
  readonly always: ReadonlySet<string>;
  /** Of arguments that say whose data is wanted: they count for a caller with `user:` scopes. */
  readonly ofOwners: ReadonlySet<string>;
}

function decidingVariables(schema: GraphQLSchema, document: DocumentNode): Deciding {
  const bounds = new Set<string>();
  const always = new Set<string>();
  const ofOwners = new Set<string>();
  const info = new TypeInfo(schema);
  let into: Set<string> | null = null;
  let isBound = false;
  const visitor = visitWithTypeInfo(info, {
    Argument: {
      enter: ({ name }) => {
        isBound = name.value === 'first';
        const isSize = isBound || listArguments.some((each) => each === name.value);
        const kind = isSize || info.getDirective() ? 'always' : decidedBy(info.getFieldDef());
        into = kind === 'always' ? always : kind === 'ofOwners' ? ofOwners : null;
      },
      leave: () => {
        into = null;
      },
    },
    Variable: ({ name }) => {
      into?.add(name.value);
      if (isBound && into !== null) bounds.add(name.value);
    },
  });
  visit(document, visitor);
  return { bounds, always, ofOwners };
}

/** For whom the arguments of a field matter; null: for nobody. */
function decidedBy(field: GraphQLField<unknown, unknown> | null | undefined): keyof Deciding | null {
  const gate = gateOf(field?.extensions);
  if (gate !== undefined && (gate.conditions.length > 0 || gate.ways.length > 1)) return 'always';
  if (gate?.ways.some(({ rule }) => rule.ownDataScopes.length > 0)) return 'ofOwners';
  // `node` and `nodes`: the id names the type, and with it the gate.
  return gate === undefined && field && isInterfaceType(getNamedType(field.type)) ? 'always' : null;
}

/** What a plan depends on of its viewer. */
interface Rights {
  /** A hash: ids of customers are not kept. */
  readonly key: string;
  /** Whether a `user:` scope is among them. */
  readonly isOwner: boolean;
}

function rightsOf({ scopes, kind, customerId }: Viewer): Rights {
  const sorted = [...scopes].sort();
  const isOwner = sorted.some(isOwnDataScope);
  return { key: hashOf([kind === 'ANONYMOUS', sorted, isOwner ? customerId : null]), isOwner };
}

/** What a plan depends on of the variables, as a hash; empty: of none. */
function valuesKey({ variables }: Planned, { isOwner }: Rights, { always, ofOwners }: Deciding): string {
  const names = isOwner ? [...always, ...ofOwners] : [...always];
  return names.length === 0 ? '' : hashOf(names.map((name) => [name, variables[name]]));
}

function hashOf(facts: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(facts), 'base64');
}
