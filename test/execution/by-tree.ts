import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  getVariableValues,
} from 'graphql';
import { execute } from '../../src/execution/execute.ts';
import { treeOf } from '../../src/execution/grow.ts';
import type { OperationTree } from '../../src/execution/tree.ts';

const known = new WeakMap<DocumentNode, Map<string, OperationTree>>();

/** Executes what graphql-js would, by the tree of its operation: the same one whenever the document comes again. */
export async function executeByTree(args: ExecutionArgs): Promise<ExecutionResult> {
  const { schema, document, operationName, variableValues, contextValue, rootValue } = args;
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new Error('The document has no such operation.');
  const read = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {});
  if (read.variableValues === undefined) return { errors: read.errors };
  const trees = known.get(document) ?? new Map<string, OperationTree>();
  known.set(document, trees);
  const tree = trees.get(operationName ?? '') ?? treeOf(schema, document, operation);
  trees.set(operationName ?? '', tree);
  return execute(tree, { context: contextValue, rootValue, variables: read.variableValues });
}
