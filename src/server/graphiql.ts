import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { GraphiQLOptions } from 'graphql-yoga';

/** How the GraphiQL page is set up. */
export type GraphiQL = GraphiQLOptions;

const placeholder = '<access token with the scopes that you need>';

/** The page's set-up: example tabs, and the token (null: a placeholder) that their headers hold. */
export function graphiql(token: string | null): GraphiQL {
  const headers = JSON.stringify({ authorization: `Bearer ${token ?? placeholder}` }, null, 2);
  return {
    title: 'Dintero GraphQL',
    headers,
    defaultTabs: examples.map((query) => ({ query, headers })),
    shouldPersistHeaders: false,
    credentials: 'same-origin',
  };
}

/**
 * Headers of the page. Its scripts, styles and workers are all inside it, so nothing but itself may be loaded or called.
 * The editor needs inline scripts, and compiles its schema at run time.
 */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'unsafe-inline' 'unsafe-eval' blob:",
    "style-src 'unsafe-inline'",
    'worker-src blob:',
    'img-src data:',
    'font-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** The page as HTML. */
export function renderPage(options: GraphiQL): string {
  return renderGraphiQL(options);
}

/** Whether a request asks for the page rather than for an answer of the API. */
export function wantsPage({ method, headers }: Request): boolean {
  return method === 'GET' && (headers.get('accept') ?? '').includes('text/html');
}

const examples = [
  `# Everything about one customer, in one request.
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
        statistics {
          stampProgress { collected required }
        }
      }
    }
    orders(first: 5) {
      nodes { orderId status paymentStatus }
    }
  }
}`,
  `# What the caller is and may read.
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
  `# A customer's own page. Needs a customer's token:
# npm run -s token -- mobile
query MyPage {
  me {
    firstName
    receipts(first: 3) {
      nodes {
        purchasedAt
        grossAmount { decimal }
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
  `# Gift cards that still hold money: 100 kroner at least.
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
];
