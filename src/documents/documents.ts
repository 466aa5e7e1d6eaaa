// Made by tools/write-documents.ts: npm run generate

/** What is known of the documents that this package ships, by app and name. Each is a `DocumentFacts`. */
export const documents = {
  "helpdesk": {
    "Customer360": {
      "id": "sha256:9edca2e5dd8bb341b5f6088293da16c1b0e91ee21f59a7d0da8dcdacfb8fc200",
      "type": "query",
      "scopes": [
        "read:customers",
        "read:discounts",
        "read:receipts",
        "read:shopping",
        "read:wallets"
      ],
      "errors": [
        "UNAUTHENTICATED",
        "INSUFFICIENT_SCOPE",
        "NOT_FOUND",
        "BAD_USER_INPUT",
        "CONFLICT",
        "UPSTREAM_TIMEOUT",
        "UPSTREAM_UNAVAILABLE",
        "UPSTREAM_RATE_LIMITED",
        "UPSTREAM_REFUSED",
        "UPSTREAM_MALFORMED"
      ],
      "calls": [
        {
          "endpoint": "getCommunication",
          "request": "GET /accounts/{aid}/customers/users/{customer_id}/communication",
          "least": 1,
          "most": 1
        },
        {
          "endpoint": "getCustomer",
          "request": "GET /accounts/{aid}/customers/users/{customer_id}",
          "least": 1,
          "most": 1
        },
        {
          "endpoint": "getCustomerCard",
          "request": "GET /accounts/{aid}/wallets/customers/{customer_id}/cards/{card_id}",
          "least": 0,
          "most": 10
        },
        {
          "endpoint": "listCustomerCards",
          "request": "GET /accounts/{aid}/wallets/customers/{customer_id}/cards",
          "least": 1,
          "most": 1
        },
        {
          "endpoint": "listCustomerDiscounts",
          "request": "GET /accounts/{aid}/discounts/customers/{customer_id}/rules",
          "least": 1,
          "most": 1
        },
        {
          "endpoint": "listCustomerOrders",
          "request": "GET /accounts/{aid}/shopping/customers/{customer_id}/orders",
          "least": 1,
          "most": 1
        },
        {
          "endpoint": "listCustomerReceipts",
          "request": "GET /accounts/{aid}/receipts/customers/{customer_id}",
          "least": 1,
          "most": 1
        },
        {
          "endpoint": "listTagsOfCustomer",
          "request": "GET /accounts/{aid}/customers/users/{customer_id}/tags",
          "least": 1,
          "most": 1
        }
      ]
    },
    "CustomerDiscounts": {
      "id": "sha256:7f3fa0e400fc6a0fa238500272425b0392afd7b7a2160bafad0b9c80b46ff1e9",
      "type": "query",
      "scopes": [
        "read:customers",
        "read:discounts"
      ],
      "errors": [
        "UNAUTHENTICATED",
        "INSUFFICIENT_SCOPE",
        "NOT_FOUND",
        "BAD_USER_INPUT",
        "CONFLICT",
        "UPSTREAM_TIMEOUT",
        "UPSTREAM_UNAVAILABLE",
        "UPSTREAM_RATE_LIMITED",
        "UPSTREAM_REFUSED",
        "UPSTREAM_MALFORMED"
      ],
      "calls": [
        {
          "endpoint": "getCustomer",
          "request": "GET /accounts/{aid}/customers/users/{customer_id}",
          "least": 1,
          "most": 1
        },
        {
          "endpoint": "listCustomerDiscounts",
          "request": "GET /accounts/{aid}/discounts/customers/{customer_id}/rules",
          "least": 1,
          "most": 1
        }
      ]
    },
    "CustomerEdit": {
      "id": "sha256:562ac5f52bc8d4efef85e8ff48bac5e1f3df7600da72140cc55ec68c5205572a",
      "type": "mutation",
      "scopes": [
        "write:customers"
      ],
      "errors": [
        "UNAUTHENTICATED",
        "INSUFFICIENT_SCOPE",
        "UPSTREAM_TIMEOUT",
        "UPSTREAM_UNAVAILABLE",
        "UPSTREAM_RATE_LIMITED",
        "UPSTREAM_REFUSED",
        "UPSTREAM_MALFORMED"
      ],
      "calls": [
        {
          "endpoint": "updateCustomer",
          "request": "PUT /accounts/{aid}/customers/users/{customer_id}",
          "least": 1,
          "most": 1
        }
      ]
    },
    "CustomerGiftCards": {
      "id": "sha256:9ce476e6ba61f4100246f959104efc0d472b363da2fe1e2e1e1019e6ca3759d2",
      "type": "query",
      "scopes": [
        "read:customers",
        "read:wallets"
      ],
      "errors": [
        "UNAUTHENTICATED",
        "INSUFFICIENT_SCOPE",
        "NOT_FOUND",
        "BAD_USER_INPUT",
        "CONFLICT",
        "UPSTREAM_TIMEOUT",
        "UPSTREAM_UNAVAILABLE",
        "UPSTREAM_RATE_LIMITED",
        "UPSTREAM_REFUSED",
        "UPSTREAM_MALFORMED"
      ],
      "calls": [
        {
          "endpoint": "getCustomer",
          "request": "GET /accounts/{aid}/customers/users/{customer_id}",
          "least": 1,
          "most": 1
        },
        {
          "endpoint": "getCustomerCard",
          "request": "GET /accounts/{aid}/wallets/customers/{customer_id}/cards/{card_id}",
          "least": 0,
          "most": 10
        },
        {
          "endpoint": "listCustomerCards",
          "request": "GET /accounts/{aid}/wallets/customers/{customer_id}/cards",
          "least": 1,
          "most": 1
        }
      ]
    },
    "CustomerOrders": {
      "id": "sha256:0b6ab2b7d76df622e930883d0b75412b9eb35aaed05d36927d81d2cc612fed23",
      "type": "query",
      "scopes": [
        "read:customers",
        "read:shopping"
      ],
      "errors": [
        "UNAUTHENTICATED",
        "INSUFFICIENT_SCOPE",
        "NOT_FOUND",
        "BAD_USER_INPUT",
        "CONFLICT",
        "UPSTREAM_TIMEOUT",
        "UPSTREAM_UNAVAILABLE",
        "UPSTREAM_RATE_LIMITED",
        "UPSTREAM_REFUSED",
        "UPSTREAM_MALFORMED"
      ],
      "calls": [
        {
          "endpoint": "getCustomer",
          "request": "GET /accounts/{aid}/customers/users/{customer_id}",
          "least": 1,
          "most": 1
        },
        {
          "endpoint": "listCustomerOrders",
          "request": "GET /accounts/{aid}/shopping/customers/{customer_id}/orders",
          "least": 1,
          "most": 1
        }
      ]
    },
    "CustomerReceipts": {
      "id": "sha256:5653413c07b192375fd4af1c03165b256dde72f08347d40e30ae7032dbc4c597",
      "type": "query",
      "scopes": [
        "read:customers",
        "read:receipts"
      ],
      "errors": [
        "UNAUTHENTICATED",
        "INSUFFICIENT_SCOPE",
        "NOT_FOUND",
        "BAD_USER_INPUT",
        "CONFLICT",
        "UPSTREAM_TIMEOUT",
        "UPSTREAM_UNAVAILABLE",
        "UPSTREAM_RATE_LIMITED",
        "UPSTREAM_REFUSED",
        "UPSTREAM_MALFORMED"
      ],
      "calls": [
        {
          "endpoint": "getCustomer",
          "request": "GET /accounts/{aid}/customers/users/{customer_id}",
          "least": 1,
          "most": 1
        },
        {
          "endpoint": "listCustomerReceipts",
          "request": "GET /accounts/{aid}/receipts/customers/{customer_id}",
          "least": 1,
          "most": 1
        }
      ]
    },
    "CustomerSearch": {
      "id": "sha256:2c27437d134bb4e7faf4094b4b5dc175711efab281d65fb25552d074f31f8454",
      "type": "query",
      "scopes": [
        "read:customers"
      ],
      "errors": [
        "UNAUTHENTICATED",
        "INSUFFICIENT_SCOPE",
        "NOT_FOUND",
        "BAD_USER_INPUT",
        "CONFLICT",
        "UPSTREAM_TIMEOUT",
        "UPSTREAM_UNAVAILABLE",
        "UPSTREAM_RATE_LIMITED",
        "UPSTREAM_REFUSED",
        "UPSTREAM_MALFORMED"
      ],
      "calls": [
        {
          "endpoint": "listCustomers",
          "request": "GET /accounts/{aid}/customers/users",
          "least": 1,
          "most": 1
        }
      ]
    },
    "GiftCardIssue": {
      "id": "sha256:99dee0a44d6672c0c4f695c897c1080c32f8f49fbe407dcb3faabe8c6ac3ea3d",
      "type": "mutation",
      "scopes": [
        "write:wallets"
      ],
      "errors": [
        "UNAUTHENTICATED",
        "INSUFFICIENT_SCOPE",
        "UPSTREAM_TIMEOUT",
        "UPSTREAM_UNAVAILABLE",
        "UPSTREAM_RATE_LIMITED",
        "UPSTREAM_REFUSED",
        "UPSTREAM_MALFORMED"
      ],
      "calls": [
        {
          "endpoint": "createCard",
          "request": "POST /accounts/{aid}/wallets/cards",
          "least": 1,
          "most": 1
        }
      ]
    },
    "GiftCardLookup": {
      "id": "sha256:186edae52778b5b68094d9afa85e03dd1e6386ecf0d1d63073b35a3cab254ea8",
      "type": "query",
      "scopes": [
        "read:customers",
        "read:wallets"
      ],
      "errors": [
        "UNAUTHENTICATED",
        "INSUFFICIENT_SCOPE",
        "NOT_FOUND",
        "BAD_USER_INPUT",
        "CONFLICT",
        "UPSTREAM_TIMEOUT",
        "UPSTREAM_UNAVAILABLE",
        "UPSTREAM_RATE_LIMITED",
        "UPSTREAM_REFUSED",
        "UPSTREAM_MALFORMED"
      ],
      "calls": [
        {
          "endpoint": "getCard",
          "request": "GET /accounts/{aid}/wallets/cards/{card_id}",
          "least": 1,
          "most": 1
        },
        {
          "endpoint": "getCustomer",
          "request": "GET /accounts/{aid}/customers/users/{customer_id}",
          "least": 0,
          "most": 1
        },
        {
          "endpoint": "listCardTransactions",
          "request": "GET /accounts/{aid}/wallets/cards/{card_id}/transactions",
          "least": 1,
          "most": 1
        }
      ]
    },
    "OrderDetail": {
      "id": "sha256:33929b270aad5fa2754580986d4b1a8e11cca761b256603226c98957737b38f9",
      "type": "query",
      "scopes": [
        "read:customers",
        "read:shopping"
      ],
      "errors": [
        "UNAUTHENTICATED",
        "INSUFFICIENT_SCOPE",
        "NOT_FOUND",
        "BAD_USER_INPUT",
        "CONFLICT",
        "UPSTREAM_TIMEOUT",
        "UPSTREAM_UNAVAILABLE",
        "UPSTREAM_RATE_LIMITED",
        "UPSTREAM_REFUSED",
        "UPSTREAM_MALFORMED"
      ],
      "calls": [
        {
          "endpoint": "getCustomer",
          "request": "GET /accounts/{aid}/customers/users/{customer_id}",
          "least": 0,
          "most": 1
        },
        {
          "endpoint": "getOrder",
          "request": "GET /accounts/{aid}/shopping/orders/{order_id}",
          "least": 1,
          "most": 1
        },
        {
          "endpoint": "listAuthorizations",
          "request": "GET /accounts/{aid}/shopping/orders/{order_id}/authorizations",
          "least": 0,
          "most": 1
        },
        {
          "endpoint": "listCancellations",
          "request": "GET /accounts/{aid}/shopping/orders/{order_id}/cancellations",
          "least": 0,
          "most": 1
        },
        {
          "endpoint": "listCaptures",
          "request": "GET /accounts/{aid}/shopping/orders/{order_id}/captures",
          "least": 0,
          "most": 1
        },
        {
          "endpoint": "listOrderEvents",
          "request": "GET /accounts/{aid}/shopping/orders/{order_id}/events",
          "least": 0,
          "most": 1
        },
        {
          "endpoint": "listRefunds",
          "request": "GET /accounts/{aid}/shopping/orders/{order_id}/refunds",
          "least": 0,
          "most": 1
        }
      ]
    },
    "ReceiptDetail": {
      "id": "sha256:356af6170caa582b264e0e772f4b36a44a1f9aee20fbeb588b3c5beb23d3c7a0",
      "type": "query",
      "scopes": [
        "read:receipts"
      ],
      "errors": [
        "UNAUTHENTICATED",
        "INSUFFICIENT_SCOPE",
        "NOT_FOUND",
        "BAD_USER_INPUT",
        "CONFLICT",
        "UPSTREAM_TIMEOUT",
        "UPSTREAM_UNAVAILABLE",
        "UPSTREAM_RATE_LIMITED",
        "UPSTREAM_REFUSED",
        "UPSTREAM_MALFORMED"
      ],
      "calls": [
        {
          "endpoint": "getCustomerReceipt",
          "request": "GET /accounts/{aid}/receipts/customers/{customer_id}/{receipt_id}",
          "least": 1,
          "most": 1
        }
      ]
    },
    "RefundRecord": {
      "id": "sha256:b8f49b6a37395072e801efe25689ddab385eef95336bbbdd319ec00eb408f60e",
      "type": "mutation",
      "scopes": [
        "read:shopping",
        "write:shopping"
      ],
      "errors": [
        "UNAUTHENTICATED",
        "INSUFFICIENT_SCOPE",
        "NOT_FOUND",
        "BAD_USER_INPUT",
        "CONFLICT",
        "UPSTREAM_TIMEOUT",
        "UPSTREAM_UNAVAILABLE",
        "UPSTREAM_RATE_LIMITED",
        "UPSTREAM_REFUSED",
        "UPSTREAM_MALFORMED"
      ],
      "calls": [
        {
          "endpoint": "getOrder",
          "request": "GET /accounts/{aid}/shopping/orders/{order_id}",
          "least": 0,
          "most": 1
        },
        {
          "endpoint": "listRefunds",
          "request": "GET /accounts/{aid}/shopping/orders/{order_id}/refunds",
          "least": 0,
          "most": 1
        },
        {
          "endpoint": "recordRefund",
          "request": "POST /accounts/{aid}/shopping/orders/{order_id}/refunds",
          "least": 1,
          "most": 1
        }
      ]
    }
  },
  "mobile": {
    "ClaimReceipt": {
      "id": "sha256:fa466f2aee68e6260a90e3a703b7bcda6e589f2dbea6be20b8d6b8b3c89aea16",
      "type": "mutation",
      "scopes": [
        "user:customers:/customer/details",
        "user:discounts",
        "user:receipts"
      ],
      "errors": [
        "UNAUTHENTICATED",
        "INSUFFICIENT_SCOPE",
        "NOT_OWNER",
        "NOT_FOUND",
        "BAD_USER_INPUT",
        "CONFLICT",
        "UPSTREAM_TIMEOUT",
        "UPSTREAM_UNAVAILABLE",
        "UPSTREAM_RATE_LIMITED",
        "UPSTREAM_REFUSED",
        "UPSTREAM_MALFORMED"
      ],
      "calls": [
        {
          "endpoint": "claimReceipt",
          "request": "POST /accounts/{aid}/receipts/receipt-token",
          "least": 1,
          "most": 1
        },
        {
          "endpoint": "getCustomer",
          "request": "GET /accounts/{aid}/customers/users/{customer_id}",
          "least": 0,
          "most": 1
        },
        {
          "endpoint": "listCustomerDiscounts",
          "request": "GET /accounts/{aid}/discounts/customers/{customer_id}/rules",
          "least": 0,
          "most": 1
        }
      ]
    },
    "Me": {
      "id": "sha256:fef11f909ff873ecb8916fe387bb90b858a8bed19cd78a574e5b1aee977ca0ca",
      "type": "query",
      "scopes": [
        "user:customers"
      ],
      "errors": [
        "UNAUTHENTICATED",
        "INSUFFICIENT_SCOPE",
        "NOT_FOUND",
        "BAD_USER_INPUT",
        "CONFLICT",
        "UPSTREAM_TIMEOUT",
        "UPSTREAM_UNAVAILABLE",
        "UPSTREAM_RATE_LIMITED",
        "UPSTREAM_REFUSED",
        "UPSTREAM_MALFORMED"
      ],
      "calls": [
        {
          "endpoint": "getCommunication",
          "request": "GET /accounts/{aid}/customers/users/{customer_id}/communication",
          "least": 1,
          "most": 1
        },
        {
          "endpoint": "getCustomer",
          "request": "GET /accounts/{aid}/customers/users/{customer_id}",
          "least": 1,
          "most": 1
        }
      ]
    },
    "MyGiftCards": {
      "id": "sha256:15478a2ed911a7050065b7c06d26669de8d23582f676050f2ad56966274bb810",
      "type": "query",
      "scopes": [
        "user:customers:/customer/details",
        "user:wallets"
      ],
      "errors": [
        "UNAUTHENTICATED",
        "INSUFFICIENT_SCOPE",
        "NOT_OWNER",
        "NOT_FOUND",
        "BAD_USER_INPUT",
        "CONFLICT",
        "UPSTREAM_TIMEOUT",
        "UPSTREAM_UNAVAILABLE",
        "UPSTREAM_RATE_LIMITED",
        "UPSTREAM_REFUSED",
        "UPSTREAM_MALFORMED"
      ],
      "calls": [
        {
          "endpoint": "getCustomer",
          "request": "GET /accounts/{aid}/customers/users/{customer_id}",
          "least": 1,
          "most": 1
        },
        {
          "endpoint": "getCustomerCard",
          "request": "GET /accounts/{aid}/wallets/customers/{customer_id}/cards/{card_id}",
          "least": 0,
          "most": 10
        },
        {
          "endpoint": "listCustomerCards",
          "request": "GET /accounts/{aid}/wallets/customers/{customer_id}/cards",
          "least": 1,
          "most": 1
        }
      ]
    },
    "MyOffers": {
      "id": "sha256:ea4d4c5275946cc7e0da67b48d0d4bb333629fdc241e1383a2eb979a8b13ccbc",
      "type": "query",
      "scopes": [
        "user:customers:/customer/details",
        "user:discounts"
      ],
      "errors": [
        "UNAUTHENTICATED",
        "INSUFFICIENT_SCOPE",
        "NOT_FOUND",
        "BAD_USER_INPUT",
        "CONFLICT",
        "UPSTREAM_TIMEOUT",
        "UPSTREAM_UNAVAILABLE",
        "UPSTREAM_RATE_LIMITED",
        "UPSTREAM_REFUSED",
        "UPSTREAM_MALFORMED"
      ],
      "calls": [
        {
          "endpoint": "getCustomer",
          "request": "GET /accounts/{aid}/customers/users/{customer_id}",
          "least": 1,
          "most": 1
        },
        {
          "endpoint": "listCustomerDiscounts",
          "request": "GET /accounts/{aid}/discounts/customers/{customer_id}/rules",
          "least": 1,
          "most": 1
        }
      ]
    },
    "MyOrders": {
      "id": "sha256:500407b03634d1e316b914049284bbcaf68aeef979381fd2c0d279c09ce30e68",
      "type": "query",
      "scopes": [
        "user:customers:/customer/details",
        "user:shopping"
      ],
      "errors": [
        "UNAUTHENTICATED",
        "INSUFFICIENT_SCOPE",
        "NOT_FOUND",
        "BAD_USER_INPUT",
        "CONFLICT",
        "UPSTREAM_TIMEOUT",
        "UPSTREAM_UNAVAILABLE",
        "UPSTREAM_RATE_LIMITED",
        "UPSTREAM_REFUSED",
        "UPSTREAM_MALFORMED"
      ],
      "calls": [
        {
          "endpoint": "getCustomer",
          "request": "GET /accounts/{aid}/customers/users/{customer_id}",
          "least": 1,
          "most": 1
        },
        {
          "endpoint": "listCustomerOrders",
          "request": "GET /accounts/{aid}/shopping/customers/{customer_id}/orders",
          "least": 1,
          "most": 1
        }
      ]
    },
    "MyReceipt": {
      "id": "sha256:5e640197dac9a15e0d88cab24e82de4fce86f886660bff5cc3f6ec15c567e01d",
      "type": "query",
      "scopes": [
        "user:receipts"
      ],
      "errors": [
        "UNAUTHENTICATED",
        "INSUFFICIENT_SCOPE",
        "NOT_OWNER",
        "NOT_FOUND",
        "BAD_USER_INPUT",
        "CONFLICT",
        "UPSTREAM_TIMEOUT",
        "UPSTREAM_UNAVAILABLE",
        "UPSTREAM_RATE_LIMITED",
        "UPSTREAM_REFUSED",
        "UPSTREAM_MALFORMED"
      ],
      "calls": [
        {
          "endpoint": "getCustomerReceipt",
          "request": "GET /accounts/{aid}/receipts/customers/{customer_id}/{receipt_id}",
          "least": 1,
          "most": 1
        }
      ]
    },
    "MyReceipts": {
      "id": "sha256:c764a44feee4aceca0dfd889f9a5e6d2ebdcdb48d070b55c1ccfd8dd076fe44d",
      "type": "query",
      "scopes": [
        "user:customers:/customer/details",
        "user:receipts"
      ],
      "errors": [
        "UNAUTHENTICATED",
        "INSUFFICIENT_SCOPE",
        "NOT_FOUND",
        "BAD_USER_INPUT",
        "CONFLICT",
        "UPSTREAM_TIMEOUT",
        "UPSTREAM_UNAVAILABLE",
        "UPSTREAM_RATE_LIMITED",
        "UPSTREAM_REFUSED",
        "UPSTREAM_MALFORMED"
      ],
      "calls": [
        {
          "endpoint": "getCustomer",
          "request": "GET /accounts/{aid}/customers/users/{customer_id}",
          "least": 1,
          "most": 1
        },
        {
          "endpoint": "listCustomerReceipts",
          "request": "GET /accounts/{aid}/receipts/customers/{customer_id}",
          "least": 1,
          "most": 1
        }
      ]
    },
    "PublicOffers": {
      "id": "sha256:40fe1e4732b8be941d323bf98c1d4d2b39581dac26ae17580ea3ebc94e3ee2a4",
      "type": "query",
      "scopes": [
        "public:discounts"
      ],
      "errors": [
        "UNAUTHENTICATED",
        "INSUFFICIENT_SCOPE",
        "NOT_FOUND",
        "BAD_USER_INPUT",
        "CONFLICT",
        "UPSTREAM_TIMEOUT",
        "UPSTREAM_UNAVAILABLE",
        "UPSTREAM_RATE_LIMITED",
        "UPSTREAM_REFUSED",
        "UPSTREAM_MALFORMED"
      ],
      "calls": [
        {
          "endpoint": "listPublicDiscounts",
          "request": "GET /accounts/{aid}/discounts/public/rules",
          "least": 1,
          "most": 1
        }
      ]
    },
    "UpdateProfile": {
      "id": "sha256:7042c8927ce7006c473b8342897efb458400dc23e2d9918dfec3669b39d7771c",
      "type": "mutation",
      "scopes": [
        "user:customers"
      ],
      "errors": [
        "UNAUTHENTICATED",
        "INSUFFICIENT_SCOPE",
        "NOT_OWNER",
        "UPSTREAM_TIMEOUT",
        "UPSTREAM_UNAVAILABLE",
        "UPSTREAM_RATE_LIMITED",
        "UPSTREAM_REFUSED",
        "UPSTREAM_MALFORMED"
      ],
      "calls": [
        {
          "endpoint": "updateCustomer",
          "request": "PUT /accounts/{aid}/customers/users/{customer_id}",
          "least": 1,
          "most": 1
        }
      ]
    }
  }
} as const;

export type { DocumentCall, DocumentFacts } from './document.ts';
