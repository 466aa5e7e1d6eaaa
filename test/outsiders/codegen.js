/** graphql-codegen's client preset, over the documents of all apps. */
export default {
  schema: 'work/schema.graphql',
  documents: 'work/operations/*/*.graphql',
  generates: {
    'work/codegen/': {
      preset: 'client',
      config: {
        scalars: { DateTime: 'string', Date: 'string', SafeInt: 'number', Currency: 'string', JSONObject: 'object' },
        strictScalars: true,
        useTypeImports: true,
      },
    },
  },
};
