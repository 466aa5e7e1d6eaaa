import { GraphQLObjectType, GraphQLSchema, isObjectType } from 'graphql';
import { loginFields } from './customers/login/mutations.ts';
import { schema } from './schema.ts';

/** What of the schema is served. */
export interface Served {
  /** Whether customers may log in here: `customerLogin` and what goes with it. */
  readonly customerLogin: boolean;
}

/** The schema as a server serves it: what is switched off is not in it, as if it had never been. */
export function servedSchema({ customerLogin }: Served): GraphQLSchema {
  const mutation = schema.getMutationType();
  if (customerLogin || mutation === undefined || mutation === null) return schema;
  const { fields, ...config } = mutation.toConfig();
  const left = Object.entries(fields).filter(([name]) => !loginFields.includes(name));
  return new GraphQLSchema({
    ...schema.toConfig(),
    mutation: new GraphQLObjectType({ ...config, fields: Object.fromEntries(left) }),
    // Reached by `node` alone. All others are found from the roots, and types of what is left out are not.
    types: Object.values(schema.getTypeMap()).filter(
      (type) => isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node'),
    ),
  });
}
