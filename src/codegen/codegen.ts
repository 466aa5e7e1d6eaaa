import { fileURLToPath } from 'node:url';

/** What an app's types are made from. */
export interface CodegenOptions {
  /** Files with the app's documents, or patterns of them: `src/**\/*.tsx`. */
  readonly documents: string | readonly string[];
  /** Folder that is written: `src/graphql/`. */
  readonly output: string;
  /** `string` (the default) for `dintero-graphql/client` and urql, `documentNode` for Apollo Client. */
  readonly documentMode?: 'string' | 'documentNode';
  /** Whether the server runs with `CUSTOMER_LOGIN=on`. Default: it does not. */
  readonly customerLogin?: boolean;
}

/** A configuration as graphql-codegen takes it. */
export interface AppCodegenConfig {
  readonly schema: string[];
  readonly documents: string | string[];
  readonly importExtension: '.js';
  readonly generates: Record<string, { preset: 'client'; presetConfig: object; config: object }>;
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
 * A configuration of graphql-codegen for an app: its client preset, with the schema of this package, scalars as they are in
 * JSON, and `persisted-documents.json`, which the server takes as a manifest of trusted documents.
 */
export function codegenConfig({
  documents,
  output,
  documentMode = 'string',
  customerLogin = false,
}: CodegenOptions): AppCodegenConfig {
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
        config: { documentMode, scalars, strictScalars: true, enumsAsTypes: true, useTypeImports: true },
      },
    },
  };
}
