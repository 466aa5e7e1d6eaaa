import { answerSchemas } from './contract/answers.ts';
import type { Endpoint, EndpointName } from './endpoint.ts';

/** What a value of an answer may be, of several possible forms together. */
export interface Shape {
  /** JSON types, bits of `typeBits`. */
  types: number;
  /** Shapes of members by name, those of which nothing is known left out. */
  readonly members: ReadonlyMap<string, Shape>;
  /** Of members that have no name in the contract; undefined: anything. */
  others: Shape | undefined;
  /** Of what a list holds; undefined: anything. */
  items: Shape | undefined;
}

/** A bit for each JSON type, so that a value is held to its types in one step. */
export const typeBits = { string: 1, number: 2, integer: 4, boolean: 8, object: 16, array: 32, null: 64 } as const;

const shapes = new Map<EndpointName, Shape | undefined>();

/** The shape of an endpoint's answer; undefined where the contract has none. Made when first asked for, in about a millisecond. */
export function answerShape({ name, service }: Pick<Endpoint, 'name' | 'service'>): Shape | undefined {
  if (!shapes.has(name)) {
    // One document per service, made of the contract: its answers by endpoint, and what they refer to.
    const source = answerSchemas().find(({ $id }) => $id === service) as Source | undefined;
    const answer = source?.answers[name];
    shapes.set(name, source && answer && shapeOf([answer], source.components.schemas, new Map()));
  }
  return shapes.get(name);
}

interface Source {
  readonly answers: { readonly [endpoint: string]: Schema };
  readonly components: { readonly schemas: Schemas };
}

interface Schemas {
  readonly [name: string]: Schema;
}

/** What the contract says of a value's type and members. */
interface Schema {
  readonly $ref?: string;
  readonly type?: keyof typeof typeBits | readonly (keyof typeof typeBits)[];
  readonly properties?: Schemas;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/** @param known shapes that were made or are being made, by what they are made of: a schema may hold itself */
function shapeOf(sources: readonly Schema[], schemas: Schemas, known: Map<string, Shape>): Shape {
  const key = JSON.stringify(sources);
  const made = known.get(key);
  if (made !== undefined) return made;
  const parts = sources.flatMap((source) => partsOf(source, schemas));
  const types = parts.flatMap(typesOf);
  const members = new Map<string, Shape>();
  const shape: Shape = {
    types: types.reduce((bits, type) => bits | typeBits[type], 0),
    members,
    others: undefined,
    items: undefined,
  };
  known.set(key, shape);
  const inner = (found: readonly Schema[]) => {
    const within = found.length === 0 ? undefined : shapeOf(found, schemas, known);
    return within?.types === 0 ? undefined : within;
  };
  const names = new Set(parts.flatMap(({ properties = {} }) => Object.keys(properties)));
  for (const name of names) {
    const member = inner(parts.flatMap(({ properties }) => properties?.[name] ?? []));
    if (member !== undefined) members.set(name, member);
  }
  shape.others = inner(parts.flatMap(({ additionalProperties: other }) => (typeof other === 'object' ? other : [])));
  shape.items = inner(parts.flatMap(({ items = [] }) => items));
  return shape;
}

/** Types that a schema tells, or means by what it says of members. */
function typesOf({ type, properties, items }: Schema): readonly (keyof typeof typeBits)[] {
  if (type !== undefined) return [type].flat();
  if (properties !== undefined) return ['object'];
  return items === undefined ? [] : ['array'];
}

/** A schema and those that it is made of or refers to. */
function partsOf(source: Schema, schemas: Schemas): readonly Schema[] {
  const { $ref, allOf = [], anyOf = [], oneOf = [] } = source;
  const target = $ref === undefined ? undefined : schemas[$ref.slice($ref.lastIndexOf('/') + 1)];
  const inner = [...(target === undefined ? [] : [target]), ...allOf, ...anyOf, ...oneOf];
  return [source, ...inner.flatMap((each) => partsOf(each, schemas))];
}
