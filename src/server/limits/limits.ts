import type { DocumentNode } from 'graphql';
import type { Config } from '../../config/config.ts';
import { holdTo } from '../../kernel/limit-error.ts';
import { valueSize } from '../../kernel/value-size.ts';
import { documentSize } from './document-size.ts';
import { textSize } from './text-size.ts';

/** How large a document and its variables may be; each is the setting of its name. */
export type Limits = Pick<
  Config,
  | 'maxTokens'
  | 'maxDepth'
  | 'maxAliases'
  | 'maxDirectives'
  | 'maxOperations'
  | 'maxVariableValues'
  | 'maxVariableDepth'
  | 'maxTextLength'
  | 'maxAnswerFields'
>;

/** Fields of an operation with its fragments in their places: more would take long to look at. */
const maxFields = 20_000;

/** Tools ask about some five types beforehand, to learn what the server can tell: Apollo Kotlin and gql.tada do. */
const maxTypes = 10;

/** Levels of selection sets with those of inline fragments: the parser goes down them one by one, and has 1 MB of stack. */
const maxSelections = 640;

/**
 * Holds the text of a document to its limits, before it is parsed.
 *
 * @throws LimitError when it is too large
 * @throws GraphQLError when it is no GraphQL
 */
export function holdText(text: string, limits: Limits): void {
  const { tokens, longest, nested, selections } = textSize(text);
  holdTo('tokens', limits.maxTokens, tokens);
  holdTo('levels of selections', maxSelections, selections);
  holdTo('levels of a value', limits.maxVariableDepth, nested);
  holdTo('characters of one text or name', limits.maxTextLength, longest);
}

/**
 * Holds a document that is parsed and not yet validated to its limits.
 *
 * @throws LimitError when it is too large
 */
export function holdDocument(document: DocumentNode, limits: Limits): void {
  const { operations, spread } = documentSize(document);
  holdTo('operations', limits.maxOperations, operations);
  const { depth, aliases, directives, fields, schemas, types, metaAliases } = spread();
  holdTo('levels of fields', limits.maxDepth, depth);
  holdTo('aliases', limits.maxAliases, aliases);
  holdTo('directives', limits.maxDirectives, directives);
  holdTo('fields', maxFields, fields);
  holdTo('`__schema` fields', 1, schemas);
  holdTo('`__type` fields', maxTypes, types);
  holdTo('aliases below `__schema` and `__type`', 0, metaAliases);
}

/**
 * Holds variables to their limits.
 *
 * @throws LimitError when they are too large
 */
export function holdVariables(variables: Readonly<Record<string, unknown>>, limits: Limits): void {
  const { values, depth, longest } = valueSize(variables);
  holdTo('values in variables', limits.maxVariableValues, values);
  holdTo('levels of a value', limits.maxVariableDepth, depth);
  holdTo('characters of one text or name', limits.maxTextLength, longest);
}
