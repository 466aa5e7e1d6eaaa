import { type ExecutionResult, GraphQLError } from 'graphql';
import type { Exchange } from './exchange.ts';
import type { Question } from './http/question.ts';
import { keptByItsReader } from './http/revalidate.ts';
import type { Outcome } from './outcome.ts';
import type { Run } from './run.ts';
import { findDocument, type Trusted } from './trusted/trusted.ts';

/** Answers a question; `isGet`: by a request that must change nothing. */
export type Ask = (question: Question, exchange: Exchange, isGet: boolean) => Promise<Outcome>;

/** What questions are answered with. */
export interface AskOptions {
  readonly run: Run;
  /** Tells of errors that arose before an operation ran. */
  readonly outcomeOf: (result: ExecutionResult, exchange: Exchange) => Outcome;
  readonly trusted: Trusted;
}

/** Makes the way of every question, be it read by Yoga or not: its document is found, and run. */
export function createAsk({ run, outcomeOf, trusted }: AskOptions): Ask {
  return (question, exchange, isGet) => {
    const found = findDocument(question, trusted);
    if (found instanceof GraphQLError) return Promise.resolve(outcomeOf({ errors: [found] }, exchange));
    const { variables, operationName, extensions } = question;
    const wantsCost = extensions?.['cost'] === true;
    const outcome = run({ query: found.text, variables: variables ?? {}, operationName, wantsCost }, exchange, isGet);
    return isGet && found.trusted ? outcome.then(privately) : outcome;
  };
}

/** What holds errors is not kept. */
function privately(outcome: Outcome): Outcome {
  const control = outcome.result.errors === undefined ? keptByItsReader : 'private, no-store';
  return { ...outcome, headers: { ...outcome.headers, 'cache-control': control } };
}
