// Made by tools/write-cache-facts.ts: npm run generate

/** Which types an interface or a union may be. */
export const possibleTypes: Readonly<Record<string, readonly string[]>> = {
  "Node": [
    "Automation",
    "Customer",
    "CustomerTerm",
    "Discount",
    "DiscountCampaign",
    "DiscountClaim",
    "DraftOrder",
    "Location",
    "Order",
    "Receipt",
    "WalletCard"
  ]
};

/** Types without an id: they belong to the object that holds them. */
export const withoutId: readonly string[] = [
  "AcceptedTerm",
  "Access",
  "Address",
  "AddressValidation",
  "AutomationConnection",
  "AutomationCreatePayload",
  "AutomationDeletePayload",
  "AutomationEdge",
  "BonusLine",
  "CartDiscount",
  "CartDiscountLine",
  "CartDiscountRef",
  "CartDiscountStatistics",
  "ClaimedDiscount",
  "ClaimedDiscountRef",
  "Communication",
  "CommunicationChannel",
  "Company",
  "CompanyDepartments",
  "CustomerAccessToken",
  "CustomerAddress",
  "CustomerAttributeDefinition",
  "CustomerConnection",
  "CustomerContact",
  "CustomerCreatePayload",
  "CustomerDeletePayload",
  "CustomerDiscount",
  "CustomerDiscountConnection",
  "CustomerDiscountEdge",
  "CustomerDiscountStatistics",
  "CustomerEdge",
  "CustomerIdChangePayload",
  "CustomerLoginPayload",
  "CustomerMfaChallenge",
  "CustomerMfaLink",
  "CustomerMfaLoginPayload",
  "CustomerMfaRecoveryPayload",
  "CustomerPasswordResetRequestPayload",
  "CustomerPurchases",
  "CustomerSettings",
  "CustomerSettingsUpdatePayload",
  "CustomerSnapshot",
  "CustomerTag",
  "CustomerTagCreatePayload",
  "CustomerTagDeletePayload",
  "CustomerTagsReplacePayload",
  "CustomerTermConnection",
  "CustomerTermCreatePayload",
  "CustomerTermDeletePayload",
  "CustomerTermEdge",
  "CustomerToken",
  "CustomerTokenAddPayload",
  "CustomerTokenConnection",
  "CustomerTokenEdge",
  "CustomerTokenEvent",
  "CustomerTokenEventAddPayload",
  "CustomerTokenEventExpiry",
  "CustomerTokenEvents",
  "CustomerTokenEventsConnection",
  "CustomerTokenEventsDeletePayload",
  "CustomerTokenEventsEdge",
  "CustomerTokenLookup",
  "CustomerTokenRemovePayload",
  "CustomerUpdatePayload",
  "CustomerVerificationConfirmPayload",
  "CustomerVerificationSendPayload",
  "DeliveryAddress",
  "DiscountAddressRequirement",
  "DiscountCampaignConnection",
  "DiscountCampaignCreatePayload",
  "DiscountCampaignDeletePayload",
  "DiscountCampaignEdge",
  "DiscountCampaignUpdatePayload",
  "DiscountClaimConnection",
  "DiscountClaimCreatePayload",
  "DiscountClaimEdge",
  "DiscountClaimReleasePayload",
  "DiscountCompanyRequirement",
  "DiscountConnection",
  "DiscountCreatePayload",
  "DiscountCustomer",
  "DiscountCustomerConnection",
  "DiscountCustomerEdge",
  "DiscountCustomerRequirement",
  "DiscountCustomersAddPayload",
  "DiscountCustomersRemovePayload",
  "DiscountDeletePayload",
  "DiscountEdge",
  "DiscountEventSendPayload",
  "DiscountHours",
  "DiscountItem",
  "DiscountItemMix",
  "DiscountLimitation",
  "DiscountLine",
  "DiscountLink",
  "DiscountMccRange",
  "DiscountRequirement",
  "DiscountReward",
  "DiscountRewardValue",
  "DiscountStatistics",
  "DiscountStoreRequirement",
  "DiscountUpdatePayload",
  "DiscountUsage",
  "DiscountUsageConnection",
  "DiscountUsageEdge",
  "DiscountUsageRecordPayload",
  "DiscountUsageRevertPayload",
  "DiscountUse",
  "DraftOrderCompletePayload",
  "DraftOrderConnection",
  "DraftOrderCreatePayload",
  "DraftOrderDeletePayload",
  "DraftOrderEdge",
  "DraftOrderItemAddPayload",
  "DraftOrderItemRemovePayload",
  "DraftOrderItemUpdatePayload",
  "DraftOrderOptions",
  "DraftOrderUpdatePayload",
  "Enrollment",
  "ExchangeRate",
  "ExtraInfo",
  "FoundDiscount",
  "FoundDiscountConnection",
  "FoundDiscountEdge",
  "InfocodeLine",
  "ItemDimension",
  "ItemGroup",
  "ItineraryLeg",
  "LocationConnection",
  "LocationCreatePayload",
  "LocationDeletePayload",
  "LocationEdge",
  "LocationUpdatePayload",
  "MarketingConsent",
  "Money",
  "OrderAttachment",
  "OrderAuthorizationRecordPayload",
  "OrderCancelPayload",
  "OrderCancellationRecordPayload",
  "OrderCaptureRecordPayload",
  "OrderClosePayload",
  "OrderComment",
  "OrderCommentAddPayload",
  "OrderCommentRemovePayload",
  "OrderConnection",
  "OrderCreatePayload",
  "OrderEdge",
  "OrderEvent",
  "OrderEventAddPayload",
  "OrderEvents",
  "OrderItem",
  "OrderRefundRecordPayload",
  "OrderReopenPayload",
  "OrderSession",
  "OrderSessionCreatePayload",
  "OrderSessionItem",
  "OrderUpdatePayload",
  "Organization",
  "OrganizationConnection",
  "OrganizationEdge",
  "PageInfo",
  "PaymentDetails",
  "PaymentOperation",
  "PaymentOperationItem",
  "Payout",
  "PayoutShare",
  "PostalPlace",
  "ReceiptClaimPayload",
  "ReceiptConnection",
  "ReceiptCustomerChangePayload",
  "ReceiptDelivery",
  "ReceiptDiscount",
  "ReceiptEdge",
  "ReceiptItem",
  "ReceiptPayment",
  "ReceiptUpdatePayload",
  "ReceiptsCreatePayload",
  "StampProgress",
  "Store",
  "TaxLine",
  "UserError",
  "Viewer",
  "WalletCardActivatePayload",
  "WalletCardConnection",
  "WalletCardCreatePayload",
  "WalletCardDeletePayload",
  "WalletCardEdge",
  "WalletCardPinRotatePayload",
  "WalletCardSecret",
  "WalletCardToken",
  "WalletCardTokenCreatePayload",
  "WalletCardsCreateBatchPayload",
  "WalletTransaction",
  "WalletTransactionCapturePayload",
  "WalletTransactionCreatePayload",
  "WalletTransactionVoidPayload"
];

/** Paged fields by type, with the arguments that make them another list. */
export const connections: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "Customer": {
    "discounts": [
      "items"
    ],
    "orders": [
      "filter"
    ],
    "receipts": [],
    "tokens": [
      "includeDeleted",
      "type"
    ],
    "walletCards": []
  },
  "Discount": {
    "customers": [
      "state"
    ],
    "usages": []
  },
  "Query": {
    "automations": [
      "state"
    ],
    "customerTerms": [
      "includeDeleted"
    ],
    "customerTokenEvents": [
      "deletedSince",
      "since"
    ],
    "customers": [
      "filter"
    ],
    "discountCampaigns": [
      "state"
    ],
    "discountClaims": [
      "filter"
    ],
    "discounts": [
      "filter"
    ],
    "draftOrders": [
      "filter"
    ],
    "locations": [
      "filter"
    ],
    "orders": [
      "filter"
    ],
    "organizations": [
      "name",
      "organizationNumber"
    ],
    "publicDiscounts": [
      "filter"
    ],
    "searchDiscounts": [
      "input"
    ],
    "storeOrders": [
      "filter",
      "storeId"
    ],
    "walletCards": [
      "filter"
    ]
  }
};
