import { codegenConfig } from 'dintero-graphql/codegen';

export default codegenConfig({
  documents: ['src/*.graphql', 'node_modules/dintero-graphql/schema/operations/helpdesk/*.graphql'],
  output: 'src/graphql',
  documentMode: 'documentNode',
});
