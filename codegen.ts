import type { CodegenConfig } from '@graphql-codegen/cli';

const scalars = {
  DateTime: 'string',
  Date: 'string',
  SafeInt: 'number',
  Currency: 'string',
  JSONObject: 'Record<string, unknown>',
};
const plugins = ['typescript-operations', 'typed-document-node'];
const config = { scalars, enumsAsTypes: true, useTypeImports: true, documentMode: 'documentNode' };

/** Typed documents of the apps' operations, from the printed schema: `npm run generate`. */
const codegen: CodegenConfig = {
  schema: 'schema/schema.graphql',
  generates: {
    'schema/client/helpdesk.ts': { documents: 'schema/operations/helpdesk/*.graphql', plugins, config },
    'schema/client/mobile.ts': { documents: 'schema/operations/mobile/*.graphql', plugins, config },
  },
};

export default codegen;
