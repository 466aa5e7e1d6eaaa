import { graphql } from 'relay-runtime';

/** A page of a customer as Relay's own documents are written: fragments with arguments, paging, a list that is filtered. */
export const query = graphql`
  query CustomerPageQuery($customerId: String!) {
    customer(customerId: $customerId) {
      ...CustomerPage_receipts @arguments(first: 5)
      ...CustomerPage_orders
    }
  }
`;

export const receipts = graphql`
  fragment CustomerPage_receipts on Customer
  @refetchable(queryName: "CustomerPageReceiptsQuery")
  @argumentDefinitions(first: { type: "Int", defaultValue: 10 }, after: { type: "String" }) {
    receipts(first: $first, after: $after) @connection(key: "CustomerPage_receipts") {
      edges {
        node {
          purchasedAt
          ...CustomerPage_receipt
        }
      }
    }
  }
`;

export const receipt = graphql`
  fragment CustomerPage_receipt on Receipt {
    grossAmount @required(action: NONE) {
      decimal
      currency
    }
  }
`;

export const orders = graphql`
  fragment CustomerPage_orders on Customer {
    orders @catch {
      nodes {
        orderId
      }
    }
  }
`;
