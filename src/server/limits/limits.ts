import type { Config } from '../../config/config.ts';
import type { OperationTree } from '../../execution/tree.ts';
import { holdTo } from '../../kernel/limit-error.ts';
import { valueSize } from '../../kernel/value-size.ts';
import { operationSize } from './operation-size.ts';
import { textSize } from './text-size.ts';

/** How large a document and its variables may be; each is the setting of its name. */
export type Limits = Pick<
  Config,
  | 'maxTokens'
  | 'maxDepth'
  | 'maxAliases'
  | 'maxOperations'
  | 'maxVariableValues'
  | 'maxVariableDepth'
  | 'maxTextLength'
  | 'maxAnswerFields'
>;

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
 * Holds an operation to its limits.
 *
 * @throws LimitError when it is too large
 */
export function holdOperation(tree: OperationTree, limits: Limits): void {
  const { depth, aliases, metaAliases, schemas, types } = operationSize(tree);
  holdTo('levels of fields', limits.maxDepth, depth);
  holdTo('aliases', limits.maxAliases, aliases);
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
