import { readdirSync } from 'node:fs';
import graphqlEslint from '@graphql-eslint/eslint-plugin';

/** graphql-eslint's recommended rules for operations, over the documents of each app by themselves. */
export default readdirSync('work/operations').map((app) => ({
  files: [`work/operations/${app}/*.graphql`],
  languageOptions: {
    parser: graphqlEslint.parser,
    parserOptions: {
      graphQLConfig: { schema: 'work/schema.graphql', documents: `work/operations/${app}/*.graphql` },
    },
  },
  plugins: { '@graphql-eslint': graphqlEslint },
  rules: graphqlEslint.configs['flat/operations-recommended'].rules,
}));
