import { GraphQLError, type ValidationRule } from 'graphql';

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
