import {
  type DefinitionNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  getLocation,
  Kind,
  NoUnusedVariablesRule,
  type OperationDefinitionNode,
  parse,
  print,
  Source,
  specifiedRules,
  validate,
  visit,
} from 'graphql';
import { asSent } from './as-sent.ts';
import { type DocumentSource, DocumentsError, readSources } from './sources.ts';

/** What a client library passes to a fragment by its own directives is not used elsewhere. */
const rules = specifiedRules.filter((rule) => rule !== NoUnusedVariablesRule);

/** An operation of an app, with the fragments that it uses. */
export interface AppOperation {
  /** Its name; that of its file where it has none. */
  readonly name: string;
  readonly file: string;
  readonly document: DocumentNode;
}

/**
 * Reads the operations of an app. Fragments are found across files.
 *
 * @throws DocumentsError with everything that does not parse or does not fit the schema, a line each
 */
export async function readOperations(schema: GraphQLSchema, patterns: readonly string[]): Promise<AppOperation[]> {
  const problems: string[] = [];
  const definitions = (await readSources(patterns)).flatMap((source) => parsed(source, problems));
  const fragments = new Map<string, FragmentDefinitionNode>();
  const operations: OperationDefinitionNode[] = [];
  for (const definition of definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
    if (definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
    const known = fragments.get(definition.name.value);
    if (known !== undefined && print(known) !== print(definition))
      problems.push(`${placeOf(definition)} Another fragment has the name ${definition.name.value}.`);
    fragments.set(definition.name.value, definition);
  }
  const found = operations.map((operation) => appOperation(operation, fragments));
  for (const { document } of found)
    for (const error of validate(schema, document, rules)) problems.push(problemOf(error));
  if (problems.length > 0) throw new DocumentsError([...new Set(problems)].join('\n'));
  return found;
}

function parsed({ file, line, text }: DocumentSource, problems: string[]): readonly DefinitionNode[] {
  try {
    return asSent(parse(new Source(text, file, { line, column: 1 }))).definitions;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    problems.push(problemOf(error));
    return [];
  }
}

function appOperation(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): AppOperation {
  const used = new Map<string, FragmentDefinitionNode>();
  const follow = (node: DefinitionNode): void => {
    visit(node, {
      FragmentSpread({ name }) {
        const fragment = fragments.get(name.value);
        if (fragment === undefined || used.has(name.value)) return;
        used.set(name.value, fragment);
        follow(fragment);
      },
    });
  };
  follow(operation);
  const file = operation.loc?.source.name ?? '';
  return {
    name: operation.name?.value ?? file,
    file,
    document: { kind: Kind.DOCUMENT, definitions: [operation, ...used.values()] },
  };
}

function problemOf({ source, positions, nodes, message }: GraphQLError): string {
  const at = nodes?.[0]?.loc;
  return `${place(source ?? at?.source, positions?.[0] ?? at?.start ?? 0)} ${message}`;
}

function placeOf({ loc }: DefinitionNode): string {
  return place(loc?.source, loc?.start ?? 0);
}

/** `file:line:column:` */
function place(source: Source | undefined, position: number): string {
  if (source === undefined) return '';
  const { line, column } = getLocation(source, position);
  return `${source.name}:${line + source.locationOffset.line - 1}:${column}:`;
}
