import { type GraphQLSchema, isNonNullType } from 'graphql';
import type { notKnown } from '../auth/access/foresee.ts';
import type { CallCount, Gate } from '../auth/access/gate.ts';
import { gateOf } from '../auth/access/plugin.ts';
import type { Viewer } from '../auth/viewer.ts';
import type { CallSite, Calls, PerItem } from './call-site.ts';
import { carriedFields } from './carried.ts';
import { isEarly } from './early.ts';
import { foreseen, gatesOf, type PlacedGate, sourceBelow } from './gates.ts';
import { queryOf } from './item-query.ts';
import { isList, type Selected, type Selection } from './selection.ts';
import { totals } from './totals.ts';

/** Settings for counting calls. */
export interface CountOptions {
  /** Who asks: `me` calls nothing for a caller that is no customer. Default: somebody for whom it does. */
  readonly viewer?: Viewer | null;
  /** Fields that do not run, with all that hangs on them. Default: all run. */
  readonly runs?: (selected: Selected) => boolean;
  /** Number of objects of a field. Default: the bound from its arguments. */
  readonly observed?: (selected: Selected) => number;
}

/** What is known about the parent objects of fields. */
interface Parents {
  readonly least: number;
  /** Null: no bound is known. */
  readonly most: number | null;
  readonly known: number;
  /** Number of upstream answers that contain them. */
  readonly answers: number;
  /** Calls that must finish first. */
  readonly wave: number;
  /** Page size of the connection above. */
  readonly first: number | null;
  readonly inList: boolean;
  /** Fields from the root, as a query would have them. */
  readonly chain: readonly Selected[];
  /** Their members as far as they are known. */
  readonly source: object | typeof notKnown;
}

const mostItems = 100;

/** The upstream calls that an operation will make. Whatever comes out twice is asked for once, so there may be fewer. */
export function callsOf(schema: GraphQLSchema, selection: Selection, options: CountOptions = {}): Calls {
  const sites: CallSite[] = [];
  const perItem: PerItem[] = [];
  const counted = new Set<string>();
  const carried = carriedFields(schema, selection);
  const { runs = () => true, observed, viewer = null } = options;

  function visit(selected: Selected, parents: Parents): number {
    if (!runs(selected)) return parents.wave;
    const [root] = parents.chain;
    const early = parents.chain.length === 1 && root !== undefined && isEarly(root, selected);
    const wave = early ? parents.wave : parents.wave + 1;
    const own = carried.has(selected) ? [] : gatesOf(schema, selected).map((gate) => countsOf(gate, selected, parents));
    if (own.length > 0 && own.every(({ isNothing }) => isNothing)) return parents.wave;
    const alternative = !isKnown(selected) && own.reduce((sum, { ways }) => sum + ways, 0) > 1;
    let known = 0;
    for (const [index, { gate, keys, counts }] of own.entries()) {
      for (const { choice: way, ...count } of counts) {
        const choice = alternative ? index * 100 + way : 0;
        if (!isNew(selected, gate, keys, choice, count)) continue;
        const site = siteOf(selected, gate, count, parents, { wave, early, alternative, choice });
        if (site.known === 0) continue;
        known = Math.max(known, site.known);
        sites.push(site);
        if (parents.inList && count.per === 'parent') {
          perItem.push({
            coordinate: selected.coordinate,
            endpoint: site.endpoint,
            known: site.known,
            query: queryOf([...parents.chain, selected]),
          });
        }
      }
    }
    const below = resultOf(selected, parents, known === 0 ? parents.wave : wave, known);
    return Math.max(below.wave, ...selected.children.map((child) => visit(child, below)));
  }

  /** The calls of a gate, by the ways that it may go as far as is known. */
  function countsOf({ gate, keys, ...placed }: PlacedGate, selected: Selected, parents: Parents) {
    const { input, ways } = foreseen({ gate, keys, ...placed }, selected, viewer, parents.source);
    // Without a viewer it is for somebody for whom there is something to ask for.
    const isNothing = input === null && viewer !== null;
    return {
      gate,
      keys,
      isNothing,
      ways: ways.length,
      counts: ways.flatMap(({ counts }, choice) => counts.map((count) => ({ ...count, choice }))),
    };
  }

  /** What fields of one parent call for the same thing is one call; so is what is asked for once in a request. */
  function isNew(
    { path, args, coordinate }: Selected,
    { carried: may }: Gate,
    keys: PlacedGate['keys'],
    choice: number,
    { endpoint, per }: CallCount,
  ): boolean {
    const shared = may !== undefined;
    const place =
      per === 'request' ? [] : [path.slice(0, -1), args, keys, shared ? null : coordinate, shared ? null : path.at(-1)];
    const key = JSON.stringify([endpoint.name, per, choice, ...place]);
    if (counted.has(key)) return false;
    counted.add(key);
    return true;
  }

  function resultOf(selected: Selected, parents: Parents, wave: number, calls: number): Parents {
    const { args, unknown, field } = selected;
    const isConnection = field.args.some(({ name }) => name === 'first');
    const first = !isConnection ? null : unknown.has('first') ? mostItems : Number(args['first'] ?? mostItems);
    const size = isList(selected) ? listSize(selected, parents.first) : 1;
    const exact = observed?.(selected);
    const times = (count: number | null) => (count === null || size === null ? null : count * size);
    return {
      least: exact ?? (isNonNullType(field.type) && !isList(selected) ? parents.least : 0),
      most: exact ?? times(parents.most),
      known: exact ?? parents.known * (size ?? 1),
      answers: calls === 0 ? parents.answers : Math.max(calls, 1),
      wave,
      first,
      inList: parents.inList || isList(selected),
      chain: [...parents.chain, selected],
      source: sourceBelow(selected, viewer, parents.source),
    };
  }

  const start: Parents = {
    least: 1,
    most: 1,
    known: 1,
    answers: 1,
    wave: 0,
    first: null,
    inList: false,
    chain: [],
    source: {},
  };
  let waves = 0;
  for (const selected of selection.fields) {
    const last = visit(selected, { ...start, wave: selection.kind === 'mutation' ? waves : 0 });
    waves = Math.max(waves, last);
  }
  return { sites, perItem, ...totals(sites), waves };
}

/** Whether the ids of `node` and `nodes` are known, so that each of them is counted by itself. */
function isKnown({ field, args }: Selected): boolean {
  return gateOf(field.extensions) === undefined && ('id' in args || 'ids' in args);
}

function siteOf(
  { coordinate, path, certain }: Selected,
  { carried }: Gate,
  { endpoint, per, most }: CallCount,
  parents: Parents,
  {
    wave,
    early,
    alternative,
    choice,
  }: { readonly wave: number; readonly early: boolean; readonly alternative: boolean; readonly choice: number },
): CallSite {
  const times =
    per === 'parent'
      ? parents
      : {
          most: per === 'request' ? 1 : parents.answers,
          known: Math.min(parents.known, per === 'request' ? 1 : parents.answers),
        };
  const isSure =
    certain &&
    !alternative &&
    most !== null &&
    carried === undefined &&
    per !== 'request' &&
    (early || parents.least > 0);
  return {
    coordinate,
    path,
    endpoint: endpoint.name,
    method: endpoint.method,
    template: endpoint.path,
    least: isSure ? 1 : 0,
    most: most === null || times.most === null ? null : most * times.most,
    known: (most ?? 1) * times.known,
    alternative,
    choice,
    batched: per !== 'parent',
    wave,
  };
}

/** Items of a list at most; null: no bound is known. */
function listSize({ args }: Selected, first: number | null): number | null {
  const ids = args['ids'];
  if (Array.isArray(ids)) return ids.length;
  return first;
}
