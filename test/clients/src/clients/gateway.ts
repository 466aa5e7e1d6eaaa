import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { codeIn, customerId, type MakeClient } from '../client.ts';

/** File of the schema in the installed package. */
export const schemaFile = createRequire(import.meta.url).resolve('dintero-graphql/schema.graphql');

/**
 * Hive Gateway in front of the server, asked by an app that sends the texts of its manifest. It sends the texts on, or with `apq` their hashes first.
 * The schema is read from the package, since a server that demands trusted documents does not tell it.
 */
export const hiveGateway =
  (apq: boolean): MakeClient =>
  (url, fetch) => {
    const gateway = createGatewayRuntime({
      schema: readFileSync(schemaFile, 'utf8'),
      // Given as false, `apq` has it send neither text nor hash.
      proxy: { endpoint: url, ...(apq && { apq }) },
      fetchAPI: { fetch },
      logging: false,
      maskedErrors: false,
    });
    const texts: readonly string[] = Object.values(JSON.parse(readFileSync('manifests/texts.json', 'utf8')));
    const textOf = (name: string) => texts.find((document) => document.includes(`${name}(`)) ?? '';
    const ask = async (query: string, variables: object): Promise<Answer> => {
      const answer = await gateway.fetch('http://gateway/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      return answer.json();
    };
    return {
      async read() {
        const { data, errors } = await ask(textOf('query Customer'), { customerId });
        return data?.customer?.firstName ?? codeIn(errors);
      },
      async write(firstName) {
        const { data, errors } = await ask(textOf('mutation Rename'), { customerId, firstName });
        return data?.customerUpdate?.customer?.firstName ?? codeIn(errors);
      },
      stop: () => gateway[Symbol.asyncDispose](),
    };
  };

/** An answer to one of the two documents. */
export interface Answer {
  readonly data?: { readonly customer?: Customer; readonly customerUpdate?: { readonly customer?: Customer } } | null;
  readonly errors?: unknown;
}

type Customer = { readonly firstName?: string } | null;
