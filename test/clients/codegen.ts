import { codegenConfig } from 'dintero-graphql/codegen';

const documents = 'src/documents/*.graphql';
const [texts, nodes] = [
  codegenConfig({ documents, output: 'src/texts' }),
  codegenConfig({ documents, output: 'src/nodes', documentMode: 'documentNode' }),
];

export default { ...texts, generates: { ...texts.generates, ...nodes.generates } };
