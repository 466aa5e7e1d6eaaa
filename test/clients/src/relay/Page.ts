import { graphql } from 'relay-runtime';

export const query = graphql`
  query PageQuery($customerId: String!) {
    customer(customerId: $customerId) {
      firstName
      walletCards(first: 2) {
        nodes {
          cardId
        }
      }
    }
  }
`;

export const mutation = graphql`
  mutation PageMutation($customerId: String!, $firstName: String!) {
    customerUpdate(input: { customerId: $customerId, details: { firstName: $firstName } }) {
      customer {
        firstName
      }
      userErrors {
        code
      }
    }
  }
`;
