import { lexicographicSortSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verdict } from '../src/auth/access/rule.ts';
import { anonymous } from '../src/auth/viewer.ts';
import { schema as served } from '../src/graphql/schema.ts';
import { isOwnDataScope, type Scope } from '../src/kernel/scope.ts';
import { endpointTable } from '../src/upstream/contract/endpoints.ts';
import { type Answer, type Harness, startHarness } from './graphql/harness.ts';
import {
  type Attempt,
  type Attempts,
  contractScopes,
  createAttempts,
  gatesOn,
  scopesWith,
} from './permissions/attempts.ts';
import { valuesAt } from './permissions/document.ts';
import { type Gate, gatesOf, ruleOf, type Step } from './permissions/gates.ts';
import { stranger } from './permissions/known-values.ts';

// The way to a field leads by the first names of the alphabet: `customer` comes before `me`.
const schema = lexicographicSortSchema(served);
let harness: Harness;
let attempts: Attempts;

beforeAll(async () => {
  harness = await startHarness({ CUSTOMER_LOGIN: 'on' });
  attempts = createAttempts(schema, harness);
});

afterAll(() => harness.close());

const gates = gatesOf(schema);

it('finds the gates of the schema', () => {
  expect(gates.map(({ coordinate }) => coordinate)).toEqual(
    expect.arrayContaining(['Customer', 'Query.customer', 'Customer.walletCards', 'WalletCard.balance']),
  );
});

describe.each(gates)('$coordinate', (gate) => {
  const { coordinate, rule } = gate;
  const ownSets = rule.scopeSets.filter((set) => set.some((scope) => rule.ownDataScopes.includes(scope)));
  // `me`: nobody else can be asked for, and for a caller who is no customer there is nothing to call for.
  const isAboutCaller = ownSets.length > 0 && gate.type === schema.getQueryType() && gate.field?.args.length === 0;

  it('asks for what the contract lists', () => {
    const lists = gate.endpoints.map(({ name }) => contractList(name));

    for (const set of rule.scopeSets) {
      expect(lists.every((list) => set.some((scope) => list.includes(scope)))).toBe(true);
    }
    const listedByAll = lists.flat().filter((scope) => lists.every((list) => list.includes(scope)));
    for (const scope of listedByAll.filter((each) => !isOwnDataScope(each))) {
      expect(rule.scopeSets).toContainEqual([scope]);
    }
  });

  it('calls upstream for a caller with every scope', async () => {
    const attempt = await openTo(gate);
    const caller = attempts.everybody(gate);

    const { errors } = await attempts.ask(attempt.document, caller);

    expect(errors.filter(isUnexpected)).toEqual([]);
    expect(Math.min(...(await attempts.callsOf(gate, attempt, caller)))).toBeGreaterThan(0);
  });

  it('is refused to a caller with every scope but its own', async () => {
    const scopes = contractScopes.filter((scope) => !gate.anyScope.includes(scope));
    const caller = { ...attempts.everybody(gate), scopes };
    const attempt = await attempts.find(gate, (through) => (passes(through, caller.scopes) ? caller : undefined));
    const { document, through } = attempt ?? (await openTo(gate));

    const answer = await attempts.ask(document, caller);

    expect(denials(answer)).toEqual([{ code: 'INSUFFICIENT_SCOPE', coordinate: expect.any(String) }]);
    // Where the way itself needs what the gate does, the refusal comes earlier.
    expect(attempt === null ? gatesOn(through) : [coordinate]).toContain(denials(answer)[0]?.coordinate);
    expect(gate.endpoints.filter(({ name }) => answer.calls.includes(name))).toEqual([]);
  });

  it.each(rule.scopeSets.map((set) => ({ set, name: set.join(' and ') })))('is open to $name', async ({ set }) => {
    const { owner } = attempts.known(gate);
    const customerId = rule.holder ? stranger : owner;
    const callerOf = (through: readonly Step[]) => {
      const scopes = scopesWith(set, rule, through, customerId === owner);
      return scopes && { scopes, customerId };
    };
    const attempt = found(gate, await attempts.find(gate, callerOf));
    const caller = found(gate, callerOf(attempt.through));

    const answer = await attempts.ask(attempt.document, caller);

    expect(answer.errors.filter(isUnexpected)).toEqual([]);
    expect(valuesAt(answer.data, attempt.through)).not.toEqual([]);
    const isOwn = set.some(isOwnDataScope);
    // A customer's own way to a parent may carry what another has to load.
    const mayBeIdle = isOwn ? gate.mayBeCarried : isAboutCaller;
    expect(Math.min(...(await attempts.callsOf(gate, attempt, caller)))).toBeGreaterThanOrEqual(mayBeIdle ? 0 : 1);
  });

  it.each(isAboutCaller ? [] : ownSets.map((set) => ({ set, name: set.join(' and ') })))(
    'is refused to $name of another customer',
    async ({ set }) => {
      const callerOf = (through: readonly Step[], isOwner: boolean) => {
        const scopes = scopesWith(set, rule, through, isOwner);
        return scopes && { scopes, customerId: stranger };
      };
      const attempt = await attempts.find(gate, (through) => callerOf(through, false));
      const { document, through } = attempt ?? (await openTo(gate));

      const answer = await attempts.ask(document, found(gate, callerOf(through, attempt === null)));

      expect(denials(answer)).toEqual([{ code: 'NOT_OWNER', coordinate: expect.any(String) }]);
      expect(attempt === null ? gatesOn(through) : [coordinate]).toContain(denials(answer)[0]?.coordinate);
      expect(gate.endpoints.filter(({ name }) => answer.calls.includes(name))).toEqual([]);
    },
  );
});

function contractList(id: string): readonly Scope[] {
  const entry = Object.entries(endpointTable).find(([each]) => each === id);
  return entry?.[1].scopes ?? [];
}

async function openTo(gate: Gate): Promise<Attempt> {
  return found(gate, await attempts.find(gate, () => attempts.everybody(gate)));
}

function found<Value>({ coordinate }: Gate, value: Value | null | undefined): Value {
  if (value === null || value === undefined) {
    throw new Error(`No query comes to ${coordinate}. Add values for it to test/permissions/known-values.ts.`);
  }
  return value;
}

function passes(through: readonly Step[], scopes: readonly Scope[]): boolean {
  const viewer = { ...anonymous, scopes: new Set(scopes) };
  return through.every(({ field }) => {
    const rule = ruleOf({ field });
    return rule === undefined || verdict(rule, viewer) !== 'denied';
  });
}

function denials({ errors }: Answer) {
  return errors.map(({ extensions }) => ({ code: extensions['code'], coordinate: extensions['coordinate'] }));
}

/** Writes are answered with 409, so that they change nothing. */
function isUnexpected({ extensions }: Answer['errors'][number]): boolean {
  return extensions['code'] !== 'CONFLICT';
}
