import { answerSchemas } from '../src/upstream/contract/answers.ts';
import { endpointTable } from '../src/upstream/contract/endpoints.ts';
import type { AnswerForm, EndpointName, Paging } from '../src/upstream/endpoint.ts';

/** A place in the contract's answers: `Card.pin.format.length` of a service, whichever endpoint answers it. */
export type MemberName = string;

/** What is put in place of a member: a value that is known again, or one that is only known to be there. */
export interface Planted {
  /**
   * Texts of which one stands in an answer that shows it; empty: it is shown where the answer is another without it. Null: it
   * is a key, without which nothing is shown.
   */
  readonly marks: readonly string[] | null;
}

/** An answer with every member, and what was planted in it. */
export interface FullAnswer {
  readonly filled: unknown;
  readonly planted: ReadonlyMap<MemberName, Planted>;
}

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

interface Source {
  readonly $id: string;
  readonly answers: Readonly<Record<string, Schema>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const sources = new Map((answerSchemas() as unknown as readonly Source[]).map((source) => [source.$id, source]));
const deepest = 7;
/** Values for members of which the contract does not say that they are of a closed set, or how they look inside. */
const samples: Readonly<Record<MemberName, unknown>> = Object.fromEntries(
  ['discounts', 'receipts'].flatMap((service) => [
    [`${service}.CustomerRequirement.type`, 'employee'],
    [`${service}.CustomerRequirement.addresses.type`, 'work'],
    [`${service}.CustomerRequirement.attributes`, { size: ['42'] }],
  ]),
);
const numbers = new Map<MemberName, number>();

/** A number for each member, the same in every answer. */
function numberOf(name: MemberName): number {
  const known = numbers.get(name) ?? numbers.size + 1;
  numbers.set(name, known);
  return known;
}

/**
 * The answer of a read with every member that the contract has: what is missing is added, and texts and numbers that nothing
 * hangs on are replaced by values that are known again.
 *
 * @param without members to leave out
 */
export function fullAnswer(endpoint: EndpointName, answer: unknown, without: ReadonlySet<MemberName>): FullAnswer {
  const { service, answer: form, paging }: Facts = endpointTable[endpoint];
  const rowDepth = paging?.items === undefined ? 0 : 1;
  const source = sources.get(service);
  const planted = new Map<MemberName, Planted>();
  const keys = new Set(
    [...form.ids, ...Object.values({ ...form.echoes, ...form.asked }).flat()].map((id) => id.split('.').at(-1)),
  );
  function fill(value: unknown, schemas: readonly Schema[], name: MemberName, depth: number): unknown {
    const all = schemas.flatMap((schema) => partsOf(schema));
    const { types, enumeration } = kindOf(all.map(({ schema }) => schema));
    if (Array.isArray(value) || (value === undefined && types.includes('array'))) {
      const items = all.flatMap(({ schema }) => schema.items ?? []);
      const rows: readonly unknown[] = Array.isArray(value) && value.length > 0 ? value : [undefined];
      return items.length === 0 ? (value ?? []) : rows.map((row) => fill(row, items, name, depth));
    }
    const owned = all.filter(({ schema }) => schema.properties !== undefined);
    const isObject = typeof value === 'object' && value !== null && owned.length > 0;
    if (isObject || (value === undefined && owned.length > 0)) return object(value ?? {}, owned, name, depth);
    return leaf(
      value,
      all.map(({ schema }) => schema),
      types,
      enumeration,
      name,
    );
  }

  function object(value: object, owned: readonly Part[], name: MemberName, depth: number): object {
    const made: Record<string, unknown> = { ...value };
    for (const { schema, component } of owned) {
      for (const [key, inner] of Object.entries(schema.properties ?? {})) {
        const place = `${component === null ? name : `${service}.${component}`}.${key}`;
        const given: unknown = Reflect.get(value, key);
        if (given === undefined && depth >= deepest) continue;
        // Rows are not read without their keys, and other cursors lead elsewhere.
        if (key === 'starting_after') continue;
        if (depth === rowDepth && keys.has(key)) planted.set(place, { marks: null });
        else made[key] = fill(given ?? undefined, [inner], place, depth + 1);
      }
    }
    return made;
  }

  function leaf(
    value: unknown,
    schemas: readonly Schema[],
    types: readonly string[],
    enumeration: readonly unknown[],
    name: string,
  ) {
    if (!planted.has(name)) planted.set(name, { marks: [] });
    const usual = samples[name] ?? enumeration[0] ?? usualOf(name, types);
    if (usual !== undefined) {
      const given = value ?? usual;
      if (!without.has(name)) return given;
      return typeof given === 'boolean' ? !given : enumeration.find((each) => each !== given);
    }
    if (without.has(name)) return undefined;
    const format = schemas.find((schema) => schema.format !== undefined)?.format;
    const isHeld =
      schemas.some((schema) => schema.pattern !== undefined) || (format !== undefined && format !== 'date-time');
    const leads = /(^|[._])(id|ids|currency|currency_code|country|type|status|state|rel)$/.test(name) || isHeld;
    if (value !== undefined && leads) return value;
    const count = numberOf(name);
    if (types.includes('string') && format === 'date-time')
      return mark(name, new Date(1e12 + count * 1e6).toISOString());
    if (types.includes('string') && !isHeld) return mark(name, `canary-${count}-`);
    if (types.includes('integer')) return mark(name, 7_000_000 + count);
    if (types.includes('number')) return mark(name, 7_000_000 + count);
    if (types.includes('object')) return { ...Object(value), canary: mark(name, `canary-${count}-`) };
    if (types.includes('string')) return value ?? textOf(format, count);
    return value ?? null;
  }

  function mark<Value extends string | number>(name: MemberName, value: Value): Value {
    planted.set(name, { marks: [String(value)] });
    return value;
  }

  function partsOf(schema: Schema, component: string | null = null): Part[] {
    const referred = schema.$ref?.split('/').at(-1);
    const target = referred === undefined ? schema : source?.components.schemas[referred];
    if (target === undefined) return [];
    const own = referred ?? component;
    const inner = [...(target.allOf ?? []), ...(target.anyOf ?? []), ...(target.oneOf ?? [])];
    return [{ schema: target, component: own }, ...inner.flatMap((each) => partsOf(each, own))];
  }

  const root = source?.answers[endpoint];
  const filled = root === undefined ? answer : fill(answer, [root], `${service}.${endpoint}`, 0);
  return { filled, planted };
}

interface Facts {
  readonly service: string;
  readonly answer: AnswerForm;
  readonly paging: Paging | null;
}

/** A schema, and the component of the contract whose it is. */
interface Part {
  readonly schema: Schema;
  readonly component: string | null;
}

function kindOf(schemas: readonly Schema[]) {
  const types = schemas.flatMap(({ type }) => type ?? []).filter((type) => type !== 'null');
  const enumeration = schemas.flatMap((schema) => schema.enum ?? ('const' in schema ? [schema.const] : []));
  return { types, enumeration };
}

function usualOf(name: MemberName, types: readonly string[]): unknown {
  if (/currency$|currencies$/.test(name)) return 'NOK';
  if (/country$/.test(name)) return 'NO';
  return types.includes('boolean') ? true : undefined;
}

function textOf(format: string | undefined, count: number): string {
  if (format === 'date') return `19${10 + (count % 80)}-01-02`;
  if (format === 'uuid') return `5a9db0c5-2222-4000-8000-${String(count).padStart(12, '0')}`;
  if (format === 'uri' || format === 'url') return `https://canary-${count}.example.com`;
  if (format === 'email') return `canary-${count}@example.com`;
  return `+47${40_000_000 + count}`;
}
