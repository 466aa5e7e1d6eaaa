import { GraphQLError, type ValidationRule } from 'graphql';

const entryPoints = new Set(['__schema', '__type']);

/** Refuses `__schema` and `__type`; `__typename` stays. */
export const noIntrospection: ValidationRule = (context) => ({
  Field(node) {
    if (!entryPoints.has(node.name.value)) return;
    context.reportError(
      new GraphQLError('Introspection is switched off.', {
        nodes: node,
        extensions: { code: 'INTROSPECTION_DISABLED' },
      }),
    );
  },
});
