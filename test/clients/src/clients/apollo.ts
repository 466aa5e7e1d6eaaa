import { ApolloClient, type ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { possibleTypes, typePolicies } from 'dintero-graphql/cache';
import type { DocumentNode } from 'graphql';
import manifest from '../../manifests/apollo.json' with { type: 'json' };
import { type Client, customerId, type MakeClient } from '../client.ts';
import { CustomerDocument, RenameDocument } from '../nodes/graphql.ts';

/** Apollo Client that sends texts. */
export const apolloTexts: MakeClient = (url, fetch) => clientOf(new HttpLink({ uri: url, fetch }));

/** Apollo Client with the ids that graphql-codegen has put into documents. */
export const apolloCodegen: MakeClient = (url, fetch) => {
  const generateHash = (document: object) => Reflect.get(document, '__meta__').hash.replace('sha256:', '');
  return clientOf(new PersistedQueryLink({ generateHash }).concat(new HttpLink({ uri: url, fetch })));
};

/** Apollo Client with the ids of Apollo's own manifest, which are no hashes of what it sends: they are found by the name. */
export const apolloManifest: MakeClient = (url, fetch) => {
  const ids = new Map(manifest.operations.map(({ name, id }) => [name, id]));
  const generateHash = (document: DocumentNode) => ids.get(getOperationName(document) ?? '') ?? '';
  return clientOf(new PersistedQueryLink({ generateHash }).concat(new HttpLink({ uri: url, fetch })));
};

function getOperationName({ definitions }: DocumentNode): string | undefined {
  return definitions.find((each) => each.kind === 'OperationDefinition')?.name?.value;
}

function clientOf(link: ApolloLink): Client {
  const client = new ApolloClient({ link, cache: new InMemoryCache({ possibleTypes, typePolicies }) });
  return {
    async read() {
      const { data } = await client.query({ query: CustomerDocument, variables: { customerId } });
      return data?.customer?.firstName ?? 'nothing';
    },
    async write(firstName) {
      const { data } = await client.mutate({ mutation: RenameDocument, variables: { customerId, firstName } });
      return data?.customerUpdate?.customer?.firstName ?? 'nothing';
    },
  };
}
