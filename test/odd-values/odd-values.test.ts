import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { personas } from '../../src/sandbox/personas.ts';
import { type Answer, type Harness, startHarness } from '../graphql/harness.ts';
import type { Document } from '../permissions/document.ts';
import { readsOf } from './document.ts';
import { losses } from './losses.ts';
import { isLead, isNeeded, isOfClosedSet, type Oddity, oddities, placeOf } from './oddities.ts';

vi.setConfig({ testTimeout: 900_000 });

/** Every so many places are tried; with `ODD_VALUES=all` each. */
const stride = process.env['ODD_VALUES'] === 'all' ? 1 : 9;

let harness: Harness;
let token: string;
beforeAll(async () => {
  harness = await startHarness({ UPSTREAM_CALL_BUDGET: '1000', MAX_ANSWER_FIELDS: '1000000' });
  token = await harness.sandbox.issue({ scopes: [...personas.admin.scopes, ...personas.public.scopes] });
});
afterAll(() => harness.close());

function run({ query, variables }: Document): Promise<Answer> {
  return harness.ask(query, { token, variables });
}

/** The places of all values in the answers behind a document, and those of which the contract says that they are there. */
async function placesOf(document: Document) {
  const places = new Set<string>();
  const needed = new Set<string>();
  const end = harness.sandbox.alter((endpoint, member) => {
    const place = placeOf(endpoint, member);
    if (member.pointer !== '') places.add(place);
    for (const name of isNeeded(member)) needed.add(`${place}/${name}`);
    return member.value;
  });
  const plain = await run(document);
  end();
  return { plain, places, needed };
}

/** What is wrong with what a client sees when upstream sends this instead; empty: nothing. */
async function faults(document: Document, plain: Answer, place: string, odd: Oddity, mayFail: boolean) {
  const sent: unknown[] = [];
  let isNew = false;
  const end = harness.sandbox.alter((endpoint, member) => {
    if (member.pointer === '' || placeOf(endpoint, member) !== place) return member.value;
    const made = odd.of(member.value);
    isNew ||= typeof made === 'string' && isOfClosedSet(member);
    sent.push(made);
    return made;
  });
  const answer = await run(document);
  end();
  const told = `${place}, ${odd.name}`;
  const wrongCodes = answer.codes.filter((code) => code !== 'UPSTREAM_MALFORMED');
  if (wrongCodes.length > 0) return [`${told}: ${wrongCodes[0]} at ${answer.errors[0]?.path?.join('.')}`];
  if (answer.codes.length > 0) return odd.isAbsence && !mayFail ? [`${told}: an error, though nothing was sent`] : [];
  return odd.isAbsence || isNew ? [] : losses(plain.data, answer.data, sent).map((loss) => `${told}: ${loss}`);
}

describe('whatever upstream sends', () => {
  it('nothing wrong is shown, nothing is lost without an error, and nothing is called anybody else’s fault', async () => {
    const seen = new Set<string>();
    const found: string[] = [];
    for (const document of readsOf(harness.sandbox.state)) {
      const { plain, places, needed } = await placesOf(document);
      expect(plain.errors, document.query).toEqual([]);
      for (const place of places) {
        if (seen.has(place)) continue;
        seen.add(place);
        if (seen.size % stride !== 0 || isLead(place)) continue;
        // A list is not shown without its rows, an entity without its id, nor money without its currency.
        const mayFail = needed.has(place) || /(\/\*|id|\/currency)$/.test(place);
        for (const odd of oddities) found.push(...(await faults(document, plain, place, odd, mayFail)));
      }
    }
    expect(seen.size).toBeGreaterThan(1_500);
    expect(found).toEqual([]);
  });
});
