import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { absent, type Member } from '../../src/sandbox/members.ts';
import { personas } from '../../src/sandbox/personas.ts';
import { endpointTable } from '../../src/upstream/contract/endpoints.ts';
import type { AnswerForm, EndpointName } from '../../src/upstream/endpoint.ts';
import { type Harness, startHarness } from '../graphql/harness.ts';
import type { Document } from '../permissions/document.ts';
import { anything } from './anything.ts';
import { readsOf } from './document.ts';
import { isLead, placeOf } from './oddities.ts';
import { differences, holds, type Place } from './reach.ts';

/** How many members are replaced. By default always the same; a number in `HOSTILE_RUNS` tries others each time. */
const runs = Number(process.env['HOSTILE_RUNS'] ?? 500);
const isFixed = process.env['HOSTILE_RUNS'] === undefined;

vi.setConfig({ testTimeout: 120_000 + runs * 400 });

let harness: Harness;
let token: string;
let documents: readonly Document[];

beforeAll(async () => {
  harness = await startHarness({ UPSTREAM_CALL_BUDGET: '1000', MAX_ANSWER_FIELDS: '1000000' });
  token = await harness.sandbox.issue({ scopes: [...personas.admin.scopes, ...personas.public.scopes] });
  documents = [...readsOf(harness.sandbox.state)];
});
afterAll(() => harness.close());

/** One member of one row of one answer: `listCustomers /0/first_name`. */
interface Spot {
  readonly endpoint: EndpointName;
  readonly pointer: string;
}

/** What a document shows with one member replaced. */
async function shown({ query, variables }: Document, spot: Spot | null, value: unknown): Promise<unknown> {
  const end = harness.sandbox.alter((endpoint, member) =>
    endpoint === spot?.endpoint && member.pointer === spot.pointer ? value : member.value,
  );
  return (await harness.ask(query, { token, variables }).finally(end)).data;
}

const spots = new Map<Document, Promise<{ readonly data: unknown; readonly all: readonly Spot[] }>>();

function spotsOf(document: Document) {
  const known = spots.get(document) ?? findSpots(document);
  spots.set(document, known);
  return known;
}

async function findSpots(document: Document) {
  const all = new Map<string, Spot>();
  const note = (endpoint: EndpointName, { pointer, value }: Member) => {
    if (pointer !== '') all.set(`${endpoint} ${pointer}`, { endpoint, pointer });
    return value;
  };
  const end = harness.sandbox.alter(note);
  const { data } = await harness.ask(document.query, { token, variables: document.variables }).finally(end);
  return { data, all: [...all.values()].filter((spot) => !isLead(placeOf(spot.endpoint, spot))) };
}

const reaches = new Map<string, Promise<readonly Place[]>>();

/** The places of the answer that are made of a member: those that are otherwise without it. */
async function reachOf(document: Document, spot: Spot): Promise<readonly Place[]> {
  const key = JSON.stringify([document.query, spot]);
  const { data } = await spotsOf(document);
  // A list without an entry has the next one in its place.
  const nothing = /\/\d+$/.test(spot.pointer) ? null : absent;
  const known = reaches.get(key) ?? shown(document, spot, nothing).then((without) => differences(data, without));
  reaches.set(key, known);
  return known;
}

/** The row or object that has a member. */
const ownerOf = ({ pointer }: Spot) => pointer.slice(0, pointer.lastIndexOf('/') + 1);

/** Whether a member is the id without which its row is not shown, or says that a row is one of those that were asked for. */
function isKey({ endpoint, pointer }: Spot): boolean {
  // The rows of a cart's answer are not paged, so that the contract names no id of theirs.
  if (endpoint === 'cartDiscounts' && /^\/discounts\/\d+\/id$/.test(pointer)) return true;
  const { ids, asked, echoes }: AnswerForm = endpointTable[endpoint].answer;
  return [...ids, ...Object.values({ ...asked, ...echoes }).flat()].some((id) => pointer.endsWith(`/${id}`));
}

/** Whether a spot is an entry of a list of which every entry counts: what an offer asks for, what happened to a payment. */
const isOfWhole = ({ pointer }: Spot) => /\/(requirement|limitation|reward|events)\/(.*\/)?\d+$/.test(pointer);

/** Whether another member may well go with one: it is inside it, of what is nothing without it, or of another call. */
function goesWith(other: Spot, spot: Spot): boolean {
  if (other.endpoint !== spot.endpoint) return true;
  if (`${other.pointer}/`.startsWith(`${spot.pointer}/`)) return true;
  // What is left of a payment is a sum over all that happened to it: where a part cannot be read, nobody knows the sum.
  if (endpointTable[spot.endpoint].service === 'checkout') return true;
  return (isKey(spot) || isOfWhole(spot)) && other.pointer.startsWith(ownerOf(spot));
}

/** Values that are made of several members and say nothing without one of them. */
const isMadeOfSeveral = (place: Place) => place.at(-1) === 'stampProgress';

describe('any one member of any row, replaced by anything', () => {
  it('takes nothing with it that is made of other members', async () => {
    const property = fc.asyncProperty(fc.nat(), fc.nat(), fc.nat(), anything, async (which, where, beside, value) => {
      const document = documents[which % documents.length];
      if (document === undefined) throw new Error('There are no documents.');
      const { data, all } = await spotsOf(document);
      const spot = all[where % all.length];
      if (spot === undefined) return;
      // Another id is another thing, which stands elsewhere in its list.
      if (isKey(spot) && (typeof value === 'string' || typeof value === 'number')) return;
      const own = await reachOf(document, spot);
      const changed = differences(data, await shown(document, spot, value));
      const others = all.filter((other) => !goesWith(other, spot));
      const siblings = others.filter((other) => ownerOf(other) === ownerOf(spot));
      for (const other of [others[beside % others.length], siblings[beside % siblings.length]]) {
        if (other === undefined) continue;
        const told = `${JSON.stringify(spot)} and ${JSON.stringify(other)}: ${document.query}`;
        for (const place of await reachOf(document, other)) {
          const takers = own.filter(
            (each) => each.length < place.length && holds(each, place) && !isMadeOfSeveral(each),
          );
          expect([told, takers]).toEqual([told, []]);
          if (own.some((each) => holds(each, place))) continue;
          expect([told, changed.filter((each) => holds(each, place))]).toEqual([told, []]);
        }
      }
    });
    await fc.assert(property, { numRuns: runs, ...(isFixed && { seed: 20_261_130 }) });
  });
});
