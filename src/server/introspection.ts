import { type DocumentNode, GraphQLError, Kind, type ValidationRule, visit } from 'graphql';

/** Refuses `__schema`, which cannot be null; `__typename` stays. */
export const noIntrospection: ValidationRule = (context) => ({
  Field(node) {
    if (node.name.value !== '__schema') return;
    context.reportError(
      new GraphQLError('Introspection is switched off.', {
        nodes: node,
        extensions: { code: 'INTROSPECTION_DISABLED' },
      }),
    );
  },
});

/**
 * The same document with `__type` asking for a type that no schema has: it is null, as for every name that is not known.
 * To refuse it would break what the specification of GraphQL over HTTP asks of every server (its audits ask for `__type`).
 */
export function withoutTypes(document: DocumentNode): DocumentNode {
  return visit(document, {
    Field(node) {
      if (node.name.value !== '__type') return undefined;
      const nobody = { kind: Kind.STRING, value: '' } as const;
      return { ...node, arguments: node.arguments?.map((each) => ({ ...each, value: nobody })) };
    },
  });
}
