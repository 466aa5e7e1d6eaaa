import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './introspection.d.ts';

/** A cache wants `__typename`, which no tool writes into this manifest. */
const graphql = initGraphQLTada<{ introspection: introspection }>();

export const customer = graphql(`
  query Customer($customerId: String!) {
    customer(customerId: $customerId) {
      __typename
      id
      firstName
      walletCards(first: 2) {
        __typename
        nodes {
          __typename
          id
          cardId
        }
      }
    }
  }
`);

export const rename = graphql(`
  mutation Rename($customerId: String!, $firstName: String!) {
    customerUpdate(input: { customerId: $customerId, details: { firstName: $firstName } }) {
      __typename
      customer {
        __typename
        id
        firstName
      }
      userErrors {
        code
      }
    }
  }
`);

export const customerById = graphql.persisted('tada-customer', customer);
export const renameById = graphql.persisted('tada-rename', rename);
