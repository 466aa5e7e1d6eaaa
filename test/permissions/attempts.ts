import type { GraphQLSchema } from 'graphql';
import type { Rule } from '../../src/auth/access/rule.ts';
import { isOwnDataScope, type Scope } from '../../src/kernel/scope.ts';
import { endpointTable } from '../../src/upstream/contract/endpoints.ts';
import { type Answer, type Harness, startHarness } from '../graphql/harness.ts';
import { type Document, documentOf, MissingValues, nodeDocument, valuesAt } from './document.ts';
import { coordinateOf, type Gate, ruleOf, type Step } from './gates.ts';
import { type Known, knownValues } from './known-values.ts';
import { routesTo } from './routes.ts';

/** Who asks. */
export interface Caller {
  readonly scopes: readonly Scope[];
  readonly customerId: string;
}

/** A document that comes to a gate, and the same one but for the gate, so that the gate's own calls can be told. */
export interface Attempt {
  readonly through: readonly Step[];
  readonly document: Document;
  readonly without: Document;
}

/** Finds documents for gates and asks them. */
export interface Attempts {
  known(gate: Gate): Known;
  /** Whoever holds every scope of the contract and owns the data of the gate. */
  everybody(gate: Gate): Caller;
  ask(document: Document, caller: Caller): Promise<Answer>;
  /** How often a document makes each of the gate's calls, beyond those that lead to the gate. */
  callsOf(gate: Gate, attempt: Attempt, caller: Caller): Promise<readonly number[]>;
  /**
   * The shortest document by which this caller comes as far as the gate, and at which the gate calls upstream.
   * `callerOf` says who asks by a route, undefined for a route that does not serve. Null: every such route needs what
   * the gate itself does.
   *
   * @throws Error saying what to add to the known values where there is no other reason
   */
  find(gate: Gate, callerOf: (through: readonly Step[]) => Caller | undefined): Promise<Attempt | null>;
}

/** Every scope that the contract names. */
export const contractScopes: readonly Scope[] = [
  ...new Set(Object.values(endpointTable).flatMap(({ scopes }): readonly Scope[] => scopes)),
].sort();

const maxAttempts = 200;
const nothing: Document = { query: '{ __typename }', variables: {} };

/** Attempts against one sandbox. Answers are remembered: nothing that is asked here changes anything. */
export function createAttempts(schema: GraphQLSchema, harness: Harness): Attempts {
  const { sandbox } = harness;
  const valuesFor = knownValues(sandbox.state);
  const answers = new Map<string, Promise<Answer>>();
  const known = ({ coordinate }: Gate) => valuesFor(coordinate);
  const everybody = (gate: Gate) => ({ scopes: contractScopes, customerId: known(gate).owner });

  function asked(document: Document, caller: Caller): Promise<Answer> {
    const key = JSON.stringify([document, caller]);
    const answer = answers.get(key) ?? askNow(document, caller);
    answers.set(key, answer);
    return answer;
  }

  async function askNow(document: Document, caller: Caller): Promise<Answer> {
    if (document.acts !== true) return askAt(harness, document, caller);
    // What a write changes must not be seen by the next attempt.
    const own = await startHarness();
    return askAt(own, document, caller).finally(() => own.close());
  }

  async function* attemptsAt(gate: Gate, problems: Set<string>): AsyncGenerator<Attempt> {
    const { values } = known(gate);
    const { type, field } = gate;
    const routes = type === schema.getMutationType() ? [[]] : routesTo(schema, type, () => true);
    for (const route of routes) {
      try {
        if (field === null) {
          const { data } = await asked(documentOf(route, values, 'id'), everybody(gate));
          const [id] = valuesAt(data, route).flatMap(idOf);
          if (id !== undefined) yield { through: [], document: nodeDocument(type.name, id), without: nothing };
        } else {
          const acts = route[0]?.type === schema.getMutationType();
          const document = { ...documentOf([...route, { type, field }], values), acts };
          yield { through: route, document, without: { ...documentOf(route, values), acts } };
        }
      } catch (error) {
        if (!(error instanceof MissingValues)) throw error;
        problems.add(error.message);
      }
    }
  }

  async function callsOf(
    { endpoints: all, type }: Gate,
    { document, without }: Attempt,
    caller: Caller,
  ): Promise<readonly number[]> {
    const [whole, part] = [await asked(document, caller), await asked(without, caller)];
    const count = ({ calls }: Answer, id: string) => calls.filter((call) => call === id).length;
    // Of a mutation's calls the write comes first, and is answered so that no other follows.
    const endpoints = type === schema.getMutationType() ? all.slice(0, 1) : all;
    return endpoints.map(({ name }) => count(whole, name) - count(part, name));
  }

  return {
    known,
    everybody,
    ask: asked,
    callsOf,
    async find(gate, callerOf) {
      const problems = new Set<string>();
      let left = maxAttempts;
      for await (const attempt of attemptsAt(gate, problems)) {
        const caller = callerOf(attempt.through);
        if (caller === undefined) continue;
        left -= 1;
        if (left === 0) break;
        const before = await asked(attempt.without, caller);
        if (before.errors.length > 0) continue;
        if (valuesAt(before.data, attempt.through).length === 0) {
          problems.add(`This finds nothing: ${attempt.without.query}`);
          continue;
        }
        const calls = await callsOf(gate, attempt, everybody(gate));
        if (calls.every((count) => count > 0)) return attempt;
        if (!gate.mayBeCarried) problems.add(`This does not make the calls of the gate: ${attempt.document.query}`);
      }
      if (problems.size > 0) throw notFound(gate, [...problems]);
      return null;
    },
  };
}

async function askAt({ ask, sandbox }: Harness, { query, variables, acts }: Document, caller: Caller): Promise<Answer> {
  const token = await sandbox.issue(caller);
  // Writes are seen but not acted upon, so that every gate finds the same data.
  const isIdle = query.startsWith('mutation') && acts !== true;
  const lift = isIdle ? sandbox.fail({ on: /^(POST|PUT|DELETE) /, status: 409 }) : undefined;
  const answer = await ask(query, { token, variables });
  lift?.();
  // A call that somebody began without waiting for it comes in before this one, and is counted.
  await fetch(sandbox.url);
  return { ...answer, calls: sandbox.calls.map(({ endpoint }) => endpoint) };
}

function notFound({ coordinate }: Gate, problems: readonly string[]): Error {
  const lines = [
    `No query makes ${coordinate} call upstream.`,
    'Add to test/permissions/known-values.ts a value for an argument, or for this gate in specialValues.',
    ...problems.slice(0, 5),
  ];
  return new Error(lines.join('\n'));
}

function idOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' ? [value.id] : [];
}

/**
 * The scopes with which exactly this set of the rule admits: it, and what the way to the gate needs, of which nothing
 * completes another set of the rule. Undefined where the way needs what would.
 */
export function scopesWith(
  set: readonly Scope[],
  rule: Rule,
  through: readonly Step[],
  isOwner: boolean,
): readonly Scope[] | undefined {
  let held: readonly Scope[] = set;
  for (const { field } of through) {
    const gate = ruleOf({ field });
    if (gate === undefined) continue;
    const usable = gate.scopeSets.filter((each) => isOwner || gate.holder || !each.some(isOwnDataScope));
    if (usable.some((each) => isWithin(each, held))) continue;
    const wider = usable
      .map((each) => [...new Set([...held, ...each])])
      .find((scopes) => !rule.scopeSets.some((other) => other !== set && isWithin(other, scopes)));
    if (wider === undefined) return undefined;
    held = wider;
  }
  return held;
}

function isWithin(set: readonly Scope[], scopes: readonly Scope[]): boolean {
  return set.every((scope) => scopes.includes(scope));
}

/** The coordinates of the gates on the way. */
export function gatesOn(through: readonly Step[]): readonly string[] {
  return through.filter(({ field }) => ruleOf({ field }) !== undefined).map(coordinateOf);
}
