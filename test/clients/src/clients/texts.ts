import { GraphQLClient } from 'graphql-request';
import { customerId, type MakeClient } from '../client.ts';
import { createClient as createGenql } from '../genql/index.ts';
import { CustomerDocument, RenameDocument } from '../texts/graphql.ts';

/** graphql-request, which has no ids. */
export const graphqlRequest: MakeClient = (url, fetch) => {
  const client = new GraphQLClient(url, { fetch });
  return {
    async read() {
      const { customer } = await client.request<Customer>(String(CustomerDocument), { customerId });
      return customer?.firstName ?? 'nothing';
    },
    async write(firstName) {
      const { customerUpdate } = await client.request<Renamed>(String(RenameDocument), { customerId, firstName });
      return customerUpdate?.customer?.firstName ?? 'nothing';
    },
  };
};

interface Customer {
  readonly customer: { readonly firstName: string | null } | null;
}

interface Renamed {
  readonly customerUpdate: { readonly customer: { readonly firstName: string | null } | null } | null;
}

/** genql, which writes its documents while it runs. */
export const genql: MakeClient = (url, fetch) => {
  const client = createGenql({ url, fetch });
  return {
    async read() {
      const { customer } = await client.query({ customer: { __args: { customerId }, firstName: true } });
      return customer?.firstName ?? 'nothing';
    },
    async write(firstName) {
      const { customerUpdate } = await client.mutation({
        customerUpdate: {
          __args: { input: { customerId, details: { firstName } } },
          customer: { firstName: true },
        },
      });
      return customerUpdate?.customer?.firstName ?? 'nothing';
    },
  };
};
