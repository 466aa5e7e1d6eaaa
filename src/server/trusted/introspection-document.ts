import { getIntrospectionQuery } from 'graphql';

/** Id and text of the one document that is trusted where nothing is published: the explorer asks by it for the schema. */
export const introspectionDocument: readonly [id: string, text: string] = [
  'introspection',
  getIntrospectionQuery({ inputValueDeprecation: true }),
];
