import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  NoFragmentCyclesRule,
  parse,
  specifiedRules,
  type ValidationRule,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { LimitError } from '../kernel/limit-error.ts';
import { createSightings } from '../kernel/sightings.ts';
import { noIntrospection, withoutTypes } from './introspection.ts';
import { holdDocument, holdText, type Limits } from './limits/limits.ts';

/** A document that may run, or the errors for which it may not. */
export type Prepared = Runnable | Refused<DocumentNode> | Refused<null>;

/** A document that may not run; null in its place: it cannot be parsed. */
interface Refused<Document extends DocumentNode | null> {
  readonly errors: readonly GraphQLError[];
  readonly document: Document;
}

/** A document that may run. */
export interface Runnable {
  readonly document: DocumentNode;
  /** Whether it is remembered, so that its plans are worth remembering too. */
  readonly isRemembered: boolean;
}

/** How documents are read. */
export interface DocumentOptions {
  readonly schema: GraphQLSchema;
  readonly limits: Limits;
  readonly introspection: boolean;
  /** Errors of one kind that are told. */
  readonly maxSameErrors: number;
  /** Bytes of documents that are remembered; 0: none. */
  readonly cacheBytes: number;
}

/** A document with its plan of execution takes about this many bytes for each character of its text: 58 on Node 24 for the documents in `schema/operations`, 43 of them the document. */
const bytesPerCharacter = 75;

/** One document takes at most this part of what is remembered, or it is not. */
const largestPart = 1 / 50;

/**
 * Makes the function that reads the text of a document, holds it to the limits, parses and validates it. What may run is
 * remembered while there is room, from the second time on: texts that apps write values into come once, and to remember those
 * took 0.3 GB and more before V8 cleared them away. What is refused or large is not remembered.
 *
 * @throws LimitError (the function) when a document is too large
 */
export function createDocuments(options: DocumentOptions): (text: string) => Prepared {
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
          sizeCalculation: (_, text) => (text.length + 1) * bytesPerCharacter,
        });

  const cameBefore = createSightings();

  function read(text: string): Prepared {
    try {
      holdText(text, limits);
      const document = parse(text);
      holdDocument(document, limits);
      // Other rules follow fragments, and those that spread themselves have no end.
      const endless = validate(schema, document, [NoFragmentCyclesRule], validation);
      const errors = endless.length > 0 ? endless : validate(schema, document, rules, validation);
      for (const { message } of errors) holdAsGraphql(message);
      return errors.length === 0
        ? { document: introspection ? document : withoutTypes(document), isRemembered: false }
        : { errors: errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED')), document };
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [withCode(error, 'GRAPHQL_PARSE_FAILED')], document: null };
      throw error;
    }
  }

  return (text) => {
    const remembered = known?.get(text);
    if (remembered !== undefined) return remembered;
    const prepared = read(text);
    if (known === null || 'errors' in prepared || !cameBefore(text)) return prepared;
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
