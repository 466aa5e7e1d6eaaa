import { createRequire } from 'node:module';
import { codegenConfig } from 'dintero-graphql/codegen';

const { resolve } = createRequire(import.meta.url);

export default codegenConfig({
  documents: ['Me', 'MyGiftCards', 'MyOffers', 'MyReceipts', 'ClaimReceipt'].map((name) =>
    resolve(`dintero-graphql/operations/mobile/${name}.graphql`),
  ),
  output: 'src/graphql',
});
