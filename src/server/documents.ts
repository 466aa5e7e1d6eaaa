import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  NoFragmentCyclesRule,
  parse,
  specifiedRules,
  type ValidationRule,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { treeOf } from '../execution/grow.ts';
import type { OperationTree } from '../execution/tree.ts';
import { holdTo, LimitError } from '../kernel/limit-error.ts';
import { createSightings } from '../kernel/sightings.ts';
import { noIntrospection } from './introspection.ts';
import { holdOperation, holdText, type Limits } from './limits/limits.ts';
import { writtenDepth } from './limits/operation-size.ts';

/** A document that may run, or the errors for which it may not. */
export type Prepared = Runnable | Refused<DocumentNode> | Refused<null>;

/** A document that was refused; null if it cannot be parsed. */
interface Refused<Document extends DocumentNode | null> {
  readonly errors: readonly GraphQLError[];
  readonly document: Document;
}

/** A document that may run. */
export interface Runnable {
  readonly document: DocumentNode;
  /** Its operations, as they run. */
  readonly trees: readonly OperationTree[];
  /** Whether it is remembered, so that its plans are worth remembering too. */
  readonly isRemembered: boolean;
}

/** Reads the text of a document. `isKnown`: it is a trusted one, and remembered at once. Default: it is not. */
export type DocumentOf = (text: string, isKnown?: boolean) => Prepared;

/** The tree of the operation of this name, of the only one where null; undefined: there is none. */
export function treeNamed({ trees }: Runnable, name: string | null): OperationTree | undefined {
  if (name === null) return trees.length === 1 ? trees[0] : undefined;
  return trees.find(({ operation }) => operation.name?.value === name);
}

/** How documents are read. */
export interface DocumentOptions {
  readonly schema: GraphQLSchema;
  readonly limits: Limits;
  readonly introspection: boolean;
  /** Most errors reported of one kind. */
  readonly maxSameErrors: number;
  /** Largest size of the document cache, in bytes; 0: no cache. */
  readonly cacheBytes: number;
}

/** Bytes of a document for each character of its text, and of its trees for each field: measured on Node 26 with the documents in `schema/operations`, rounded up. */
const bytesOf = { character: 50, field: 750 };

/** A document that would take a larger share of the cache than this is not cached. */
const largestPart = 1 / 50;

/**
 * Makes the function that reads the text of a document, holds it to the limits, parses and validates it. What may run is
 * remembered while there is room, from the second time on: texts that apps write values into come once, and to remember those
 * took 0.3 GB and more before V8 cleared them away. What is refused or large is not remembered.
 *
 * @throws LimitError (the function) when a document is too large
 */
export function createDocuments(options: DocumentOptions): DocumentOf {
  const { schema, limits, introspection, maxSameErrors, cacheBytes } = options;
  const rules: readonly ValidationRule[] = introspection ? specifiedRules : [...specifiedRules, noIntrospection];
  // Without introspection the schema is not given away by errors either: "Did you mean …?" would name its parts.
  const validation = { hideSuggestions: !introspection, maxErrors: maxSameErrors };
  const known =
    cacheBytes === 0
      ? null
      : new LRUCache<string, Runnable>({
          maxSize: cacheBytes,
          maxEntrySize: Math.ceil(cacheBytes * largestPart),
          sizeCalculation: ({ trees }, text) =>
            (text.length + 1) * bytesOf.character + trees.reduce((sum, { size }) => sum + size * bytesOf.field, 0),
        });

  const cameBefore = createSightings();

  function read(text: string): Prepared {
    try {
      holdText(text, limits);
      const document = parse(text);
      const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
      holdTo('operations', limits.maxOperations, operations.length);
      holdTo('levels of fields', limits.maxDepth, writtenDepth(document));
      // Other rules follow fragments, and those that spread themselves have no end.
      const endless = validate(schema, document, [NoFragmentCyclesRule], validation);
      const errors = endless.length > 0 ? endless : validate(schema, document, rules, validation);
      for (const { message } of errors) holdAsGraphql(message);
      if (errors.length > 0)
        return { errors: errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED')), document };
      const trees = operations.map((operation) => treeOf(schema, document, operation, { knowsTypes: introspection }));
      for (const tree of trees) holdOperation(tree, limits);
      return { document, trees, isRemembered: false };
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [withCode(error, 'GRAPHQL_PARSE_FAILED')], document: null };
      throw error;
    }
  }

  return (text, isKnown = false) => {
    const remembered = known?.get(text);
    if (remembered !== undefined) return remembered;
    const prepared = read(text);
    if (known === null || 'errors' in prepared || !(isKnown || cameBefore(text))) return prepared;
    known.set(text, { ...prepared, isRemembered: true });
    return known.get(text) ?? prepared;
  };
}

/** @throws LimitError where graphql itself found a document to be too large, which it says in words */
function holdAsGraphql(message: string): void {
  if (message === 'Validation aborted.') throw new LimitError('pairs of the same field', 500_000, 500_001);
  if (message === 'Maximum introspection depth exceeded')
    throw new LimitError('levels of lists below `__schema`', 2, 3);
}

/** The same error with a code, unless it has one. */
function withCode({ message, nodes, source, positions, extensions }: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    extensions: { code, ...extensions },
  });
}
