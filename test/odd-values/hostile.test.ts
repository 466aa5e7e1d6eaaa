import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { personas } from '../../src/sandbox/personas.ts';
import { type Harness, startHarness } from '../graphql/harness.ts';
import type { Document } from '../permissions/document.ts';
import { anything } from './anything.ts';
import { readsOf } from './document.ts';
import { losses } from './losses.ts';
import { isLead, isOfClosedSet, placeOf } from './oddities.ts';

/** How many answers are tampered with. By default always the same; a number in `HOSTILE_RUNS` tries others each time. */
const runs = Number(process.env['HOSTILE_RUNS'] ?? 400);
const isFixed = process.env['HOSTILE_RUNS'] === undefined;

vi.setConfig({ testTimeout: 60_000 + runs * 200 });

let harness: Harness;
let token: string;
let documents: readonly Document[];
const crashes: unknown[] = [];
const noteCrash = (error: unknown) => crashes.push(error);

beforeAll(async () => {
  process.on('unhandledRejection', noteCrash).on('uncaughtExceptionMonitor', noteCrash);
  harness = await startHarness({ UPSTREAM_CALL_BUDGET: '1000', MAX_ANSWER_FIELDS: '1000000' });
  token = await harness.sandbox.issue({ scopes: [...personas.admin.scopes, ...personas.public.scopes] });
  documents = [...readsOf(harness.sandbox.state)];
});
afterAll(async () => {
  process.off('unhandledRejection', noteCrash).off('uncaughtExceptionMonitor', noteCrash);
  await harness.close();
});

const ask = ({ query, variables }: Document) => harness.ask(query, { token, variables });

interface Plain {
  readonly data: unknown;
  readonly places: readonly string[];
  /** Places that hold one of a closed set of values, of which there may be more one day. */
  readonly closed: ReadonlySet<string>;
}

const asked = new Map<Document, Promise<Plain>>();

/** What a document shows of untouched answers, and the places of all values in them; the answers themselves are places too. */
function plainOf(document: Document): Promise<Plain> {
  const known = asked.get(document) ?? askPlain(document);
  asked.set(document, known);
  return known;
}

async function askPlain(document: Document): Promise<Plain> {
  const places = new Set<string>();
  const closed = new Set<string>();
  const end = harness.sandbox.alter((endpoint, member) => {
    places.add(placeOf(endpoint, member));
    if (isOfClosedSet(member)) closed.add(placeOf(endpoint, member));
    return member.value;
  });
  const { data, errors } = await ask(document);
  end();
  expect(errors, document.query).toEqual([]);
  return { data, places: [...places], closed };
}

/** Whether a number that stands for something else in the schema is one that upstream may well send. */
function isKnown(place: string | undefined, value: unknown): boolean {
  return /\/discount_combination$/.test(place ?? '') && (value === 0 || value === -1);
}

/** The texts and numbers in a value, which may well be shown. */
function leaves(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value];
}

describe('an upstream that sends whatever JSON can hold', () => {
  it('never stops the server, is never called a fault of the server or the app, and never has anything lost silently', async () => {
    const codes = new Set<unknown>();
    const property = fc.asyncProperty(fc.nat(), fc.nat(), anything, async (which, where, value) => {
      const document = documents[which % documents.length];
      if (document === undefined) throw new Error('There are no documents.');
      const { data, places, closed } = await plainOf(document);
      const place = places[where % places.length];
      const end = harness.sandbox.alter((endpoint, member) =>
        placeOf(endpoint, member) === place ? value : member.value,
      );
      const answer = await ask(document).finally(end);
      expect([200, place]).toEqual([answer.status, place]);
      for (const code of answer.codes) codes.add(code);
      // An id that was sent may lead to what is not there, or is another's.
      expect(
        answer.codes.filter((code) => code !== 'UPSTREAM_MALFORMED' && code !== 'NOT_FOUND'),
        `${place}`,
      ).toEqual([]);
      const isEmpty = value === null || typeof value === 'object';
      const isNew = typeof value === 'string' && closed.has(place ?? '');
      if (answer.codes.length === 0 && !isEmpty && !isNew && !isLead(place ?? '') && !isKnown(place, value)) {
        // Cursors and decimals hold what was sent in another form.
        const lost = losses(data, answer.data, leaves(value)).filter((loss) => !/(Cursor|\.decimal)$/.test(loss));
        expect(lost, `${place}`).toEqual([]);
      }
    });
    await fc.assert(property, { numRuns: runs, ...(isFixed && { seed: 20_261_126 }) });
    expect([...codes]).toContain('UPSTREAM_MALFORMED');
    expect(crashes).toEqual([]);
  });
});
