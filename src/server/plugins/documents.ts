import { type DocumentNode, GraphQLError, getOperationAST, specifiedRules, type ValidationRule } from 'graphql';
import { treeOf } from '../../execution/grow.ts';
import { type DocumentOf, treeNamed } from '../documents.ts';
import type { RequestContext, ServerPlugin } from '../request-context.ts';

const specified: ReadonlySet<unknown> = new Set(specifiedRules);

/**
 * Reads the document of a request, or takes it from those that are remembered, and finds the operation that is meant. What was
 * read is valid: only the rules that other plugins add are checked with each request.
 */
export function useDocuments(documentOf: DocumentOf): ServerPlugin {
  return {
    onParse({ context: { facts }, extendContext, setParseFn }) {
      setParseFn((source) => {
        const read = documentOf(typeof source === 'string' ? source : source.body, facts.documentId !== null);
        if (read.document === null) throw read.errors[0];
        extendContext({ document: read });
        facts.wasRemembered = 'trees' in read && read.isRemembered;
        return read.document;
      });
      return ({ result, context }) => {
        if (result === null || result instanceof Error) return;
        const name = context.params.operationName ?? null;
        const operation = getOperationAST(result, name);
        if (!operation)
          throw new AggregateError(errorsOf(context, result) ?? [new GraphQLError(noOperation(name), bad)]);
        extendContext({ operation });
        facts.operationName = operation.name?.value ?? null;
        facts.operationType = operation.operation;
      };
    },
    onValidate({ context, validateFn, setValidationFn }) {
      setValidationFn((schema, document, rules: readonly ValidationRule[] = specifiedRules, options) => {
        if (context.document?.document !== document) return validateFn(schema, document, rules, options);
        const errors = errorsOf(context, document) ?? [];
        if (errors.length > 0 || rules.length === specified.size) return errors;
        const added = rules.filter((rule) => !specified.has(rule));
        return validateFn(schema, document, added, options);
      });
    },
    onExecute({ args: { schema, document }, context, extendContext }) {
      const { document: read, operation, facts } = context;
      if (operation === null) return;
      const isRead = read !== null && 'trees' in read && read.document === document;
      // A plugin may put another document in the place of what was read.
      const tree = isRead ? treeNamed(read, operation.name?.value ?? null) : treeOf(schema, document, operation);
      facts.tree = tree ?? null;
      extendContext({ tree: facts.tree });
    },
  };
}

/** What was found wrong with a document when it was read; undefined: nothing, or another document was read. */
function errorsOf({ document: read }: RequestContext, document: DocumentNode): readonly GraphQLError[] | undefined {
  return read !== null && 'errors' in read && read.document === document ? read.errors : undefined;
}

const bad = { extensions: { code: 'BAD_USER_INPUT' } };

function noOperation(name: string | null): string {
  return name === null
    ? 'The document holds several operations; operationName says which one is meant.'
    : 'The document does not hold the operation that operationName names.';
}
