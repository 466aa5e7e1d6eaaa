import {
  commitMutation,
  Environment,
  fetchQuery,
  type GraphQLTaggedNode,
  Network,
  type RequestParameters,
} from 'relay-runtime';
import { type Client, customerId, type MakeClient } from '../client.ts';
import mutation from '../relay/__generated__/PageMutation.graphql.ts';
import query from '../relay/__generated__/PageQuery.graphql.ts';
import mutationById from '../relay-ids/__generated__/PageMutation.graphql.ts';
import queryById from '../relay-ids/__generated__/PageQuery.graphql.ts';

/** Relay that sends texts. */
export const relayTexts: MakeClient = (url, fetch) => clientOf(url, fetch, query, mutation);

/** Relay with the ids of its compiler, which are all that it has of its documents. */
export const relayIds: MakeClient = (url, fetch) => clientOf(url, fetch, queryById, mutationById);

interface Read {
  readonly response: { readonly customer: { readonly firstName: string | null } | null };
  readonly variables: { readonly customerId: string };
}

interface Write {
  readonly response: {
    readonly customerUpdate: { readonly customer: { readonly firstName: string | null } | null } | null;
  };
  readonly variables: { readonly customerId: string; readonly firstName: string };
}

function clientOf(
  url: string,
  fetch: typeof globalThis.fetch,
  read: GraphQLTaggedNode,
  write: GraphQLTaggedNode,
): Client {
  const environment = new Environment({
    network: Network.create(async ({ id, text }: RequestParameters, variables) => {
      const body = JSON.stringify({ ...(id ? { documentId: id } : { query: text }), variables });
      const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      return response.json();
    }),
  });
  return {
    async read() {
      const data = await fetchQuery<Read>(environment, read, { customerId }).toPromise();
      return data?.customer?.firstName ?? 'nothing';
    },
    write: (firstName) =>
      new Promise((resolve, reject) => {
        commitMutation<Write>(environment, {
          mutation: write,
          variables: { customerId, firstName },
          onCompleted: (data, errors) =>
            errors ? reject(errors) : resolve(data.customerUpdate?.customer?.firstName ?? 'nothing'),
          onError: reject,
        });
      }),
  };
}
