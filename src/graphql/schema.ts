import { specifiedDirectives } from 'graphql';
import { ownData, requiresScopes } from '../auth/access/directives.ts';
import { builder } from './builder.ts';
import './values/scalars.ts';
import './framework/node.ts';
import './framework/page.ts';
import './viewer/viewer.ts';
import './customers/customer/communication.ts';
import './customers/customer/contact.ts';
import './customers/customer/queries.ts';
import './customers/settings/settings.ts';
import './customers/parts/tag.ts';
import './customers/parts/term.ts';
import './customers/parts/token.ts';
import './customers/token-events/token-event.ts';
import './customers/login/mutations.ts';
import './customers/customer/mutations.ts';
import './customers/parts/mutations.ts';
import './customers/settings/mutations.ts';
import './customers/login/verification-mutations.ts';
import './customers/token-events/mutations.ts';
import './locations/location.ts';
import './locations/mutations.ts';
import './locations/organization.ts';
import './locations/postal-address.ts';
import './discounts/automations/automation.ts';
import './discounts/carts/cart-discounts.ts';
import './discounts/claims/claim.ts';
import './discounts/given/customers.ts';
import './discounts/given/of-customer.ts';
import './discounts/given/usages.ts';
import './discounts/rules/queries.ts';
import './discounts/rules/search.ts';
import './discounts/rules/statistics.ts';
import './discounts/automations/mutations.ts';
import './discounts/campaigns/mutations.ts';
import './discounts/claims/mutations.ts';
import './discounts/event-mutations.ts';
import './discounts/given/mutations.ts';
import './discounts/rules/mutations.ts';
import './payments/queries.ts';
import './receipts/segments/segment.ts';
import './receipts/receipt/detail.ts';
import './receipts/receipt/mutations.ts';
import './receipts/receipt/queries.ts';
import './shopping/drafts/queries.ts';
import './shopping/orders/queries.ts';
import './shopping/orders/receipt-order.ts';
import './shopping/payments/of-order.ts';
import './shopping/drafts/item-mutations.ts';
import './shopping/drafts/mutations.ts';
import './shopping/orders/content-mutations.ts';
import './shopping/orders/mutations.ts';
import './shopping/payments/mutations.ts';
import './shopping/payments/session-mutations.ts';
import './wallets/transactions/transaction.ts';
import './wallets/cards/queries.ts';
import './wallets/settings/settings.ts';
import './wallets/cards/mutations.ts';
import './wallets/secrets/mutations.ts';
import './wallets/settings/mutations.ts';
import './wallets/transactions/mutations.ts';

/** The GraphQL schema over all services, with the access rules in its directives, descriptions and extensions. */
export const schema = builder.toSchema({
  directives: [...specifiedDirectives, requiresScopes, ownData],
  // What is printed is sorted; to sort what is served makes all of it twice, a twentieth of the time of a start.
  sortSchema: false,
});
