import { DirectiveLocation, GraphQLDirective, GraphQLList, GraphQLNonNull, GraphQLString } from 'graphql';
import type { Rule } from './rule.ts';

const strings = new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(GraphQLString)));

/** `@requiresScopes`: scope sets any of which admits to a field, with the meaning it has for federation routers. */
export const requiresScopes = new GraphQLDirective({
  name: 'requiresScopes',
  description: 'The caller must hold every scope of at least one of the inner lists.',
  locations: [DirectiveLocation.FIELD_DEFINITION],
  args: {
    scopes: { type: new GraphQLNonNull(new GraphQLList(strings)), description: 'Any inner list, all of its scopes.' },
  },
});

/** `@ownData`: the scopes among `@requiresScopes` that admit a customer to their own data only. */
export const ownData = new GraphQLDirective({
  name: 'ownData',
  description: 'These scopes admit a customer to their own data only.',
  locations: [DirectiveLocation.FIELD_DEFINITION],
  args: { scopes: { type: strings, description: 'A part of the scopes that `@requiresScopes` lists.' } },
});

/** A rule as applied directives, in the form that schema printers read from `extensions.directives`. */
export function accessDirectives(rule: Rule): { directives: Record<string, { scopes: unknown }> } {
  return {
    directives: {
      requiresScopes: { scopes: rule.scopeSets },
      ...(rule.ownDataScopes.length > 0 && { ownData: { scopes: rule.ownDataScopes } }),
    },
  };
}
