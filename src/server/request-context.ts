import type { OperationDefinitionNode, VariableValues } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { OperationTree, Skips } from '../execution/tree.ts';
import type { GraphContext } from '../graphql/context.ts';
import type { UpstreamSession } from '../upstream/session.ts';
import type { Prepared } from './documents.ts';
import type { RequestFacts } from './facts.ts';
import type { GraphQLParams } from './http/params.ts';

/**
 * One request on its way through the server, which Yoga hands to every hook and to resolvers as the context; it adds `request`
 * and `params`.
 */
export interface RequestContext extends GraphContext, Record<string, unknown> {
  readonly session: UpstreamSession;
  /** Customers whose data has passed through the session so far. */
  readonly customerIds: ReadonlySet<string>;
  readonly facts: RequestFacts;
  /** Whether an operation that cannot run is answered with status 200. */
  readonly isLegacy: boolean;
  /** What is asked for, as the body or the address says it. */
  readonly asked: GraphQLParams;
  /** The parsed document; null: not parsed yet. */
  document: Prepared | null;
  /** The operation that is meant; null: not yet found. */
  operation: OperationDefinitionNode | null;
  /** The operation as it is executed; null: nothing runs yet. */
  tree: OperationTree | null;
  /** Its coerced variables; null: not coerced yet. */
  variables: VariableValues | null;
  /** Its fields that are skipped; null: none. */
  skips: Skips | null;
}

/** A Yoga plugin with our context type. */
export type ServerPlugin = Plugin<RequestContext, RequestContext>;
