import { GraphQLError, type GraphQLSchema } from 'graphql';
import { type Explanation, explain } from '../advice/explain.ts';
import type { Viewer } from '../auth/viewer.ts';
import { LimitError } from '../kernel/limit-error.ts';
import { PlanError } from '../plan/selection.ts';
import type { DocumentOf } from './documents.ts';
import { describeError } from './errors.ts';
import type { GraphQLParams } from './http/params.ts';
import type { Refusal } from './http/response.ts';
import { holdVariables, type Limits } from './limits/limits.ts';
import { findDocument, type Trusted } from './trusted/trusted.ts';

/** What explanations are made from. */
export interface ExplainOptions {
  readonly schema: GraphQLSchema;
  readonly documentOf: DocumentOf;
  readonly trusted: Trusted;
  readonly limits: Limits;
}

/**
 * The scopes that a document needs, the fields denied to the caller, and its cost, or why this cannot be determined.
 * Calls nothing upstream.
 */
export function explanationOf(
  question: GraphQLParams,
  viewer: Viewer,
  { schema, documentOf, trusted, limits }: ExplainOptions,
): Explanation | Refusal {
  try {
    const { variables, operationName } = question;
    holdVariables(variables ?? {}, limits);
    const found = findDocument(question, trusted);
    if (found instanceof GraphQLError) return describeError(found) ?? unreadable;
    const prepared = documentOf(found.text, found.id !== null);
    if ('errors' in prepared) return describeError(prepared.errors[0]) ?? unreadable;
    const asker = viewer.kind === 'ANONYMOUS' ? null : viewer;
    return explain(schema, prepared.document, { variables, operationName, viewer: asker });
  } catch (error) {
    if (error instanceof PlanError) return { code: 'BAD_USER_INPUT', message: error.message };
    const told = error instanceof LimitError ? describeError(error) : undefined;
    if (told === undefined) throw error;
    return told;
  }
}

const unreadable: Refusal = { code: 'GRAPHQL_VALIDATION_FAILED', message: 'The document cannot be read.' };
