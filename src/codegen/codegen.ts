import { fileURLToPath } from 'node:url';
import { type DocumentTransform, typenames } from './typenames.ts';

/** What an app's types are made from. */
export interface CodegenOptions {
  /** Files with the app's documents, or patterns of them: `src/**\/*.tsx`. */
  readonly documents: string | readonly string[];
  /** Folder that is written: `src/graphql/`. */
  readonly output: string;
  /**
   * `string` (the default) for `dintero-graphql/client` and graphql-request; `documentNode` for clients with a cache, Apollo
   * Client and urql: each selection has its `__typename`, in the manifest too.
   */
  readonly documentMode?: 'string' | 'documentNode';
  /** Whether the server runs with `CUSTOMER_LOGIN=on`. Default: it does not. */
  readonly customerLogin?: boolean;
}

/** A configuration as graphql-codegen takes it. */
export interface AppCodegenConfig {
  readonly schema: string[];
  readonly documents: string | string[];
  readonly importExtension: '.js';
  readonly generates: Record<
    string,
    { preset: 'client'; presetConfig: object; config: object; documentTransforms: DocumentTransform[] }
  >;
}

/** Scalars as they are in JSON. */
const scalars = {
  Currency: 'string',
  Date: 'string',
  DateTime: 'string',
  JSONObject: 'Record<string, unknown>',
  SafeInt: 'number',
};

/**
 * A configuration of graphql-codegen for an app that has installed `@graphql-codegen/cli`, `@graphql-codegen/client-preset`
 * and `graphql`: its client preset, with the schema of this package, scalars as they are in
 * JSON, and `persisted-documents.json`, which the server takes as a manifest of trusted documents.
 */
export function codegenConfig({
  documents,
  output,
  documentMode = 'string',
  customerLogin = false,
}: CodegenOptions): AppCodegenConfig {
  const isNode = documentMode === 'documentNode';
  const schema = ['schema.graphql', ...(customerLogin ? ['customer-login.graphql'] : [])];
  return {
    schema: schema.map((name) => fileURLToPath(new URL(`../../schema/${name}`, import.meta.url))),
    documents: typeof documents === 'string' ? documents : [...documents],
    importExtension: '.js',
    generates: {
      [output.endsWith('/') ? output : `${output}/`]: {
        preset: 'client',
        presetConfig: {
          fragmentMasking: false,
          persistedDocuments: { mode: 'embedHashInDocument', hashAlgorithm: 'sha256' },
        },
        config: {
          // In its mode `documentNode` the preset puts no hash into documents, and writes an empty manifest.
          documentMode: isNode ? 'documentNodeImportFragments' : 'string',
          scalars,
          strictScalars: true,
          enumsAsTypes: true,
          useTypeImports: true,
        },
        documentTransforms: isNode ? [typenames] : [],
      },
    },
  };
}
