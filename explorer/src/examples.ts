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
    query: `# Everything about one customer, in one request.
# Press Ctrl-Enter, then choose helpdesk-basic at the top right.
query Customer360 {
  customer(customerId: "C1001") {
    firstName
    lastName
    email
    tags { tag }
    receipts(first: 5) {
      nodes {
        purchasedAt
        grossAmount { decimal currency }
        store { name }
      }
    }
    walletCards(first: 5) {
      nodes {
        cardId
        balance { decimal currency }
      }
    }
    discounts(first: 5) {
      nodes {
        refId
        discount { name }
      }
    }
    orders(first: 5) {
      nodes { orderId status paymentStatus }
    }
  }
}`,
  },
  {
    name: 'MyPage',
    persona: 'mobile',
    query: `# A customer's own page: the token says whose.
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
    query: `# Gift cards that still hold money: 100 kroner at least.
# The list has no balances: each costs a call of its own.
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
    name: 'WhatCanISee',
    persona: 'helpdesk-basic',
    query: `# What the caller is and may read.
# Of a field that may not be read, what is missing.
query WhatCanISee {
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
