import { getNamedType, isLeafType, isRequiredArgument } from 'graphql';
import { schema } from '../src/graphql/schema.ts';
import { personas } from '../src/sandbox/personas.ts';
import type { SandboxState } from '../src/sandbox/state.ts';
import { endpointTable } from '../src/upstream/contract/endpoints.ts';
import { type Harness, startHarness } from '../test/graphql/harness.ts';
import { readsOf } from '../test/odd-values/document.ts';
import { type Document, documentOf } from '../test/permissions/document.ts';
import { gatesOf } from '../test/permissions/gates.ts';
import { knownValues } from '../test/permissions/known-values.ts';
import { routesTo } from '../test/permissions/routes.ts';
import { fullAnswer, type MemberName, type Planted } from './full-answer.ts';
import { leftOut } from './members-left-out.ts';

/** Which members of the answers of upstream's reads some field shows. */
export interface MemberCoverage {
  readonly shown: number;
  /** Members that no field shows, for a reason. */
  readonly excepted: readonly MemberName[];
  /** Members that no field shows, without a reason. */
  readonly hidden: readonly MemberName[];
  /** Reasons for members that there are not, or that a field shows. */
  readonly stale: readonly string[];
}

/** Asks for all that the schema has, of answers that hold every member of the contract, and looks for each of them. */
export async function memberCoverage(): Promise<MemberCoverage> {
  const harness = await startHarness({
    UPSTREAM_CALL_BUDGET: '1000',
    MAX_ANSWER_FIELDS: '1000000',
    MAX_ANSWER_BYTES: '20000000',
  });
  const { all, shown } = await membersOf(harness).finally(() => harness.close());
  const hidden = [...all].filter((name) => !shown.has(name)).sort();
  const patterns = Object.keys(leftOut);
  return {
    shown: shown.size,
    excepted: hidden.filter((name) => patterns.some((pattern) => matches(pattern, name))),
    hidden: hidden.filter((name) => !patterns.some((pattern) => matches(pattern, name))),
    stale: patterns.filter((pattern) => !hidden.some((name) => matches(pattern, name))),
  };
}

/** Whether a member is meant: by its name, or by a name that ends with `.*`, or begins with `*.`. */
function matches(pattern: string, name: MemberName): boolean {
  if (pattern.endsWith('.*')) return name.startsWith(pattern.slice(0, -1));
  return pattern.startsWith('*.') ? name.endsWith(pattern.slice(1)) : name === pattern;
}

const none: ReadonlySet<MemberName> = new Set();

async function membersOf({ sandbox, ask }: Harness) {
  const token = await sandbox.issue({ scopes: [...personas.admin.scopes, ...personas.public.scopes] });
  const all = new Set<MemberName>();
  const shown = new Set<MemberName>();

  /** What a document shows of answers without some members, and what was planted in them. */
  async function show({ query, variables }: Document, without: ReadonlySet<MemberName>) {
    const planted = new Map<MemberName, Planted>();
    const end = sandbox.alter((endpoint, { pointer, value }) => {
      if (pointer !== '' || !endpointTable[endpoint].read) return value;
      const full = fullAnswer(endpoint, value, without);
      for (const [name, each] of full.planted) if (!planted.get(name)?.marks?.length) planted.set(name, each);
      return full.filled;
    });
    const { data } = await ask(query, { token, variables, isHeld: false }).finally(end);
    return { text: JSON.stringify(data), planted };
  }

  /** Those of which an answer is another one when they are missing. */
  async function told(document: Document, names: readonly MemberName[], plain: string): Promise<readonly MemberName[]> {
    if (names.length === 0 || (await show(document, new Set(names))).text === plain) return [];
    if (names.length === 1) return names;
    const middle = names.length >> 1;
    return [
      ...(await told(document, names.slice(0, middle), plain)),
      ...(await told(document, names.slice(middle), plain)),
    ];
  }

  const left: { readonly document: Document; readonly text: string; readonly names: readonly MemberName[] }[] = [];
  for (const document of [...readsOf(sandbox.state), ...leavesOf(sandbox.state)]) {
    const { text, planted } = await show(document, none);
    for (const [name, { marks }] of planted) {
      all.add(name);
      if (marks === null || marks.some((mark) => text.includes(mark))) shown.add(name);
    }
    left.push({ document, text, names: [...planted.keys()] });
  }
  for (const { document, text, names } of left) {
    const unsure = names.filter((name) => !shown.has(name));
    for (const name of await told(document, unsure, text)) shown.add(name);
  }
  return { all, shown };
}

/** For every type, the fields that read upstream for one value. */
function* leavesOf(state: SandboxState): Generator<Document> {
  const valuesFor = knownValues(state);
  const leaves = gatesOf(schema).filter(
    ({ field }) => field !== null && isLeafType(getNamedType(field.type)) && !field.args.some(isRequiredArgument),
  );
  for (const [type, gates] of Map.groupBy(leaves, (gate) => gate.type)) {
    const [route] = routesTo(schema, type, () => true);
    const [first] = gates;
    if (route?.[0]?.type.name !== 'Query' || first === undefined) continue;
    yield documentOf(route, valuesFor(first.coordinate).values, gates.map(({ field }) => field?.name).join(' '));
  }
}
