import { QueryClient } from '@tanstack/query-core';
import { type Answer, type ClientOptions, createClient } from 'dintero-graphql/client';
import { customerId, type MakeClient } from '../client.ts';
import { CustomerDocument, RenameDocument } from '../texts/graphql.ts';

/** The client of the package below TanStack Query, with texts, ids, or ids and then texts. */
export const own =
  (documents: ClientOptions['documents']): MakeClient =>
  (url, fetch) => {
    const client = createClient({ url, fetch, documents });
    const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    return {
      async read() {
        const data = await queries.fetchQuery({
          queryKey: ['Customer', customerId],
          queryFn: async ({ signal }) => dataOf(await client.run(CustomerDocument, { customerId }, { signal })),
        });
        return data.customer?.firstName ?? 'nothing';
      },
      async write(firstName) {
        const data = dataOf(await client.run(RenameDocument, { customerId, firstName }));
        return data.customerUpdate?.customer?.firstName ?? 'nothing';
      },
    };
  };

function dataOf<Data>({ data, errors }: Answer<Data>): Data {
  if (data === null) throw errors;
  return data;
}
