/** What the contract says of a value's type and members. */
interface Source {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Source>>;
  readonly additionalProperties?: Source | boolean;
  readonly items?: Source;
  readonly allOf?: readonly Source[];
  readonly anyOf?: readonly Source[];
  readonly oneOf?: readonly Source[];
}

/** The shapes of one service's answers, by endpoint, and the schemas that they refer to. */
export interface ShapeSource {
  readonly answers: Readonly<Record<string, Source>>;
  readonly components: { readonly schemas: Readonly<Record<string, Source>> };
}

/** A shape as values are held against it: of several possible forms, the members of all. */
export interface Shape {
  /** JSON types that are possible; empty: any. */
  readonly types: ReadonlySet<string>;
  /** Members that must be there. */
  readonly required: readonly string[];
  /** Shapes of members, worked out when they are first met: a schema may hold itself. */
  readonly member: (name: string) => Shape | undefined;
  /** The shape of what a list holds. */
  readonly item: () => Shape | undefined;
}

/** The shape of an endpoint's successful answer; undefined for one without a body. */
export function answerShape({ answers, components: { schemas } }: ShapeSource, endpoint: string): Shape | undefined {
  const source = answers[endpoint];
  return source === undefined ? undefined : shapeOf([source], schemas);
}

type Schemas = ShapeSource['components']['schemas'];

function shapeOf(sources: readonly Source[], schemas: Schemas): Shape {
  const parts = sources.flatMap((source) => partsOf(source, schemas));
  const members = new Map<string, Shape | undefined>();
  let item: { readonly shape: Shape | undefined } | undefined;
  return {
    types: new Set(parts.flatMap(({ source: { type } }) => (type === undefined ? [] : [type].flat()))),
    required: parts.flatMap(({ source, isCertain }) => (isCertain ? (source.required ?? []) : [])),
    member(name) {
      if (!members.has(name))
        members.set(
          name,
          combined(
            parts.flatMap(({ source }) => memberOf(source, name)),
            schemas,
          ),
        );
      return members.get(name);
    },
    item() {
      item ??= {
        shape: combined(
          parts.flatMap(({ source: { items } }) => items ?? []),
          schemas,
        ),
      };
      return item.shape;
    },
  };
}

function combined(sources: readonly Source[], schemas: Schemas): Shape | undefined {
  return sources.length === 0 ? undefined : shapeOf(sources, schemas);
}

/** A schema and those that it is made of; those that a value may follow or not say nothing for certain. */
function partsOf(source: Source, schemas: Schemas, isCertain = true): { source: Source; isCertain: boolean }[] {
  const { $ref, allOf = [], anyOf = [], oneOf = [] } = source;
  const target = $ref === undefined ? undefined : schemas[$ref.slice($ref.lastIndexOf('/') + 1)];
  return [
    { source, isCertain },
    ...[...(target === undefined ? [] : [target]), ...allOf].flatMap((each) => partsOf(each, schemas, isCertain)),
    ...[...anyOf, ...oneOf].flatMap((each) => partsOf(each, schemas, false)),
  ];
}

function memberOf({ properties, additionalProperties }: Source, name: string): readonly Source[] {
  const known = properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
  if (known !== undefined) return [known];
  return typeof additionalProperties === 'object' ? [additionalProperties] : [];
}
