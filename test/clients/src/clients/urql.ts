import { type DocumentInput, type Exchange, fetchExchange, Client as Urql } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { persistedExchange } from '@urql/exchange-persisted';
import { keys, resolvers } from 'dintero-graphql/cache';
import { type Client, customerId, type MakeClient } from '../client.ts';
import { CustomerDocument, RenameDocument } from '../nodes/graphql.ts';
import { customer, customerById, rename, renameById } from '../tada/documents.ts';

/** urql with graphcache that sends texts. */
export const urqlTexts: MakeClient = (url, fetch) => clientOf(url, fetch, []);

/** urql with the ids that graphql-codegen has put into documents. */
export const urqlCodegen: MakeClient = (url, fetch) =>
  clientOf(url, fetch, [byId((document) => Reflect.get(document, '__meta__').hash.replace('sha256:', ''))]);

/** urql with documents of gql.tada, as texts. */
export const tadaTexts: MakeClient = (url, fetch) => clientOf(url, fetch, [], { customer, rename });

/** urql with documents of gql.tada, by the ids of its manifest. */
export const tadaIds: MakeClient = (url, fetch) =>
  clientOf(url, fetch, [byId((document) => Reflect.get(document, 'documentId'))], {
    customer: customerById,
    rename: renameById,
  });

function byId(idOf: (document: object) => string): Exchange {
  return persistedExchange({
    // A text that follows an id goes by the same method, and the server takes texts by POST alone.
    preferGetForPersistedQueries: false,
    enableForMutation: true,
    generateHash: async (_, document) => idOf(document),
  });
}

interface Documents {
  readonly customer: DocumentInput<{ customer: { firstName: string | null } | null }, { customerId: string }>;
  readonly rename: DocumentInput<
    { customerUpdate: { customer: { firstName: string | null } | null } | null },
    { customerId: string; firstName: string }
  >;
}

function clientOf(
  url: string,
  fetch: typeof globalThis.fetch,
  exchanges: Exchange[],
  documents: Documents = { customer: CustomerDocument, rename: RenameDocument },
): Client {
  const cache = cacheExchange({ keys, resolvers: resolvers(relayPagination) });
  const client = new Urql({ url, fetch, preferGetMethod: false, exchanges: [cache, ...exchanges, fetchExchange] });
  return {
    async read() {
      const { data, error } = await client.query(documents.customer, { customerId });
      if (error) throw error;
      return data?.customer?.firstName ?? 'nothing';
    },
    async write(firstName) {
      const { data, error } = await client.mutation(documents.rename, { customerId, firstName });
      if (error) throw error;
      return data?.customerUpdate?.customer?.firstName ?? 'nothing';
    },
  };
}
