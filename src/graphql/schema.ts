import { specifiedDirectives } from 'graphql';
import { ownData, requiresScopes } from '../auth/directives.ts';
import { builder } from './builder.ts';
import './shared/scalars.ts';
import './shared/node.ts';
import './viewer/viewer.ts';
import './customers/communication.ts';
import './customers/customer-contact.ts';
import './customers/customer-queries.ts';
import './customers/customer-settings.ts';
import './customers/customer-tag.ts';
import './customers/customer-term.ts';
import './customers/customer-token.ts';
import './customers/token-event.ts';
import './locations/location.ts';
import './locations/organization.ts';
import './locations/postal-address.ts';

import './receipts/customer-segment.ts';
import './receipts/receipt-detail.ts';
import './receipts/receipt-queries.ts';
import './shopping/order-queries.ts';
import './wallets/card-transaction.ts';
import './wallets/wallet-queries.ts';

/** The GraphQL schema over all services, with the access rules in its directives, descriptions and extensions. */
export const schema = builder.toSchema({ directives: [...specifiedDirectives, requiresScopes, ownData] });
