import { DirectiveLocation, GraphQLDirective, GraphQLList, GraphQLNonNull, GraphQLString } from 'graphql';
import type { Rule } from './rule.ts';

const strings = new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(GraphQLString)));

/** `@requiresScopes`: scope sets, any one of which gives access to a field. Federation routers know it by this name. */
export const requiresScopes = new GraphQLDirective({
  name: 'requiresScopes',
  description: 'The caller must hold every scope of at least one of the inner lists.',
  locations: [DirectiveLocation.FIELD_DEFINITION],
  args: {
    scopes: { type: new GraphQLNonNull(new GraphQLList(strings)), description: 'Any inner list, all of its scopes.' },
  },
});

/** `@ownData`: those scopes of `@requiresScopes` that give customers access to their own data only. */
export const ownData = new GraphQLDirective({
  name: 'ownData',
  description: 'These scopes give a customer access to their own data only.',
  locations: [DirectiveLocation.FIELD_DEFINITION],
  args: { scopes: { type: strings, description: 'Some of the scopes in `@requiresScopes`.' } },
});

/** A rule as directives, in the form in which schema printers read `extensions.directives`. */
export function accessDirectives(rule: Rule): { directives: Record<string, { scopes: unknown }> } {
  return {
    directives: {
      requiresScopes: { scopes: rule.scopeSets },
      ...(rule.ownDataScopes.length > 0 && { ownData: { scopes: rule.ownDataScopes } }),
    },
  };
}
