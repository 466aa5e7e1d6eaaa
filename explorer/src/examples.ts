/** An operation that the explorer opens with, and the persona of the sandbox that it is for. */
export interface Example {
  /** Name of its operation; the tab is called so. */
  readonly name: string;
  readonly persona: string;
  readonly query: string;
}

/** The operations that the explorer opens with, one tab each. */
export const examples: readonly Example[] = [
  {
    name: 'Customer360',
    persona: 'helpdesk',
    query: `# A customer, in one request.
# Press Ctrl-Enter, then run it
# as helpdesk-basic (top right).
query Customer360 {
  customer(customerId: "C1001") {
    firstName
    lastName
    email
    tags { tag }
    receipts(first: 5) {
      nodes {
        purchasedAt
        grossAmount { decimal }
        store { name }
      }
    }
    walletCards(first: 5) {
      nodes {
        cardId
        balance { decimal }
      }
    }
    discounts(first: 5) {
      nodes {
        refId
        discount { name }
      }
    }
    orders(first: 5) {
      nodes {
        orderId
        paymentStatus
      }
    }
  }
}`,
  },
  {
    name: 'MyPage',
    persona: 'mobile',
    query: `# A customer's own page:
# the token says whose.
query MyPage {
  me {
    firstName
    receipts(first: 3) {
      nodes {
        purchasedAt
        grossAmount { decimal currency }
      }
    }
    walletCards(first: 3) {
      nodes {
        name
        balance { decimal currency }
      }
    }
  }
}`,
  },
  {
    name: 'GiftCards',
    persona: 'helpdesk',
    query: `# Gift cards with 100 kroner or more.
# Each balance is a call of its own.
query GiftCards {
  walletCards(
    first: 10
    filter: { minimumAvailable: 10000 }
  ) {
    nodes {
      cardId
      status
      balance { decimal currency }
      expiresAt
      customer { firstName lastName }
    }
    pageInfo { hasNextPage endCursor }
  }
}`,
  },
  {
    name: 'WhoAmI',
    persona: 'helpdesk-basic',
    query: `# Who the caller is, what may be read,
# and what is missing for the rest.
query WhoAmI {
  viewer {
    kind
    scopes
    customerId
    can(coordinates: [
      "Query.customers"
      "Customer.walletCards"
      "Query.automations"
    ]) {
      coordinate
      allowed
      missing
    }
  }
}`,
  },
];
