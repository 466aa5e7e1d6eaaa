import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { type DocumentFacts, documents } from '../../src/documents/documents.ts';
import { encodeGlobalId } from '../../src/kernel/global-id.ts';
import { type Persona, personas } from '../../src/sandbox/personas.ts';
import { type Asking, type Harness, shipped, startHarness } from '../graphql/harness.ts';
import { runsOn } from '../shipped-runs.ts';

let harness: Harness;
/** One that soon gives up, for calls that hang: on a busy machine it gives up on others as well. */
let hasty: Harness;
beforeAll(async () => {
  [harness, hasty] = await Promise.all([startHarness(), startHarness({ UPSTREAM_CALL_TIMEOUT: '200' })]);
});
afterAll(() => Promise.all([harness.close(), hasty.close()]));

const runs = runsOn(() => harness);
const facts = Object.entries(documents).flatMap(([app, byName]) =>
  Object.entries(byName).map(([name, fact]): [string, DocumentFacts] => [`${app}/${name}`, fact]),
);

/** What befalls the first call of a request, and the same call tried again. */
const faults = [
  ...[400, 401, 403, 404, 409, 422, 429, 500].map((status) => ({ status })),
  { reset: 'before' },
  { garbage: true },
] as const;

/** The codes of errors at fields and of user errors, whoever asks and whatever befalls the calls. */
async function codesOf(name: string, { scopes }: DocumentFacts) {
  const asking = (await runs[name]?.asking()) ?? {};
  const { as = 'helpdesk', variables = {} } = asking;
  const persona: Persona = personas[as];
  const issue = (held: readonly string[]) => harness.sandbox.issue({ ...persona, scopes: held });
  const seen = { errors: new Set<unknown>(), userErrors: new Set<unknown>() };
  const look = async (asked: Asking, { ask } = harness) => {
    const { data, errors } = await ask(shipped(name), { ...asked, isHeld: false });
    for (const { path, extensions } of errors) if (path !== undefined) seen.errors.add(extensions['code']);
    for (const payload of Object.values<Payload | null>(data ?? {}))
      for (const { code } of payload?.userErrors ?? []) seen.userErrors.add(code);
  };
  // Each of the scopes is needed.
  for (const lacking of scopes)
    await look({ ...asking, token: await issue(scopes.filter((each) => each !== lacking)) });
  const token = await issue(scopes);
  for (const value of ['C1002', 'none', '../', encodeGlobalId('Receipt', 'C1002', 'R1')])
    await look({ token, variables: { ...variables, ...everyTextAs(value, variables) } });
  for (const effect of faults) {
    for (const times of [2, 100]) {
      const lift = harness.sandbox.fail({ on: /./, times, ...effect });
      await look({ ...asking, token });
      lift();
    }
  }
  const lift = hasty.sandbox.fail({ on: /./, hang: true });
  await look({ ...asking, token: await hasty.sandbox.issue({ ...persona, scopes }) }, hasty);
  lift();
  return seen;
}

const seen = new Map<string, ReturnType<typeof codesOf>>();

/** The same, looked for once. */
function codesSeen(name: string, fact: DocumentFacts): ReturnType<typeof codesOf> {
  const known = seen.get(name) ?? codesOf(name, fact);
  seen.set(name, known);
  return known;
}

interface Payload {
  readonly userErrors?: readonly { readonly code: unknown }[];
}

function everyTextAs(value: string, variables: object): Record<string, string> {
  const texts = Object.entries(variables).filter(([, given]) => typeof given === 'string');
  return Object.fromEntries(texts.map(([name]) => [name, value]));
}

describe('what is known of shipped documents', () => {
  it.each(facts)('%s has no error but those that are told', { timeout: 60_000 }, async (name, fact) => {
    const { errors, userErrors } = await codesSeen(name, fact);
    expect([...errors].filter((code) => !fact.errors.some((told) => told === code))).toEqual([]);
    expect([...userErrors].filter((code) => !fact.userErrors.some((told) => told === code))).toEqual([]);
    // Of a mutation each refused input is seen as a user error, of a query none.
    expect(userErrors.size > 0).toBe(fact.type === 'mutation');
  });

  it('tells no error that none of them has', { timeout: 60_000 }, async ({ skip }) => {
    const ever = new Set<unknown>();
    for (const [name, fact] of facts) {
      const { errors } = await codesSeen(name, fact).catch(() => skip('one of them could not be asked'));
      for (const code of errors) ever.add(code);
    }
    const told = new Set(facts.flatMap(([, { errors }]) => errors));
    expect([...told].filter((code) => !ever.has(code))).toEqual([]);
  });

  it('names the endpoints that are called', () => {
    for (const [name, { calls }] of facts) {
      const made = new Set(runs[name]?.calls);
      expect([name, [...made].filter((each) => !calls.some(({ endpoint }) => endpoint === each))]).toEqual([name, []]);
      for (const { endpoint, least } of calls) if (least > 0) expect([name, ...made]).toContain(endpoint);
    }
  });

  it('is typed as closely as it is', () => {
    expectTypeOf(documents.mobile.Me.scopes).toEqualTypeOf<readonly ['user:customers']>();
    expectTypeOf(documents.helpdesk.CustomerEdit).toExtend<DocumentFacts>();
    expectTypeOf<'EXCEEDS_REMAINING'>().toExtend<(typeof documents.helpdesk.RefundRecord.userErrors)[number]>();
    expectTypeOf<'EXCEEDS_REMAINING'>().not.toExtend<(typeof documents.mobile.ClaimReceipt.userErrors)[number]>();
    expectTypeOf(documents.mobile.Me.userErrors).toEqualTypeOf<readonly []>();
    expectTypeOf<'NOT_OWNER'>().not.toExtend<(typeof documents.mobile.Me.errors)[number]>();
  });
});
