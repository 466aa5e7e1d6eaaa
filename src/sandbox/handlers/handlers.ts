import type { EndpointName, ReadName, WriteName } from '../../upstream/endpoint.ts';
import { failure, type SandboxAnswer } from '../answer.ts';
import type { Handlers, SandboxRequest } from '../handler.ts';
import type { Issuer } from '../issuer.ts';
import type { SandboxState } from '../state.ts';
import { accountsHandlers } from './accounts.ts';
import { customersHandlers } from './customers.ts';
import { customerPartWrites } from './customers-parts.ts';
import { tokenEventWrites } from './customers-token-events.ts';
import { customerWrites } from './customers-writes.ts';
import { discountsHandlers } from './discounts.ts';
import { discountWrites } from './discounts-writes.ts';
import { draftWrites } from './drafts-writes.ts';
import { locationsHandlers } from './locations.ts';
import { locationWrites } from './locations-writes.ts';
import { logInCodeHandlers } from './login/codes.ts';
import { oidcHandlers } from './login/oidc.ts';
import { loginHandlers } from './login/password.ts';
import { secondFactorHandlers } from './login/second-factor.ts';
import { authHandlers, type Granting } from './login/token.ts';
import { orderContentWrites } from './orders-content.ts';
import { orderWrites } from './orders-writes.ts';
import { paymentsHandlers } from './payments.ts';
import { paymentWrites } from './payments-writes.ts';
import { receiptsHandlers } from './receipts.ts';
import { receiptWrites } from './receipts-writes.ts';
import { searchHandlers } from './search.ts';
import { shoppingHandlers } from './shopping.ts';
import { walletsHandlers } from './wallets.ts';
import { cardWrites } from './wallets-cards.ts';
import { transactionWrites } from './wallets-transactions.ts';

/** A request whose parts the contract has checked at run time. */
type CheckedRequest = Pick<SandboxRequest<EndpointName>, 'authorization' | 'caller'> & {
  readonly path: object;
  readonly query: object;
  readonly header: object;
  readonly body: unknown;
};

/** Every endpoint has a handler, but for webhooks, which the server does not use. */
type AllHandlers = Required<Omit<Handlers, ReadName<'hooks'> | WriteName<'hooks'>>>;

/** The handlers of all services. */
export interface Dispatch {
  /** Names of the endpoints that have a handler. */
  readonly names: readonly string[];
  /** Answers an endpoint; 501 for one of webhooks. */
  answer(endpoint: EndpointName, request: CheckedRequest, state: SandboxState): SandboxAnswer | Promise<SandboxAnswer>;
}

/** Puts the handlers of all services together. */
export function createHandlers(issuer: Issuer, grant: Granting): Dispatch {
  const served: AllHandlers = {
    ...authHandlers(issuer, grant),
    ...accountsHandlers,
    ...loginHandlers(issuer),
    ...logInCodeHandlers,
    ...secondFactorHandlers,
    ...oidcHandlers(issuer),
    ...customersHandlers,
    ...customerWrites,
    ...customerPartWrites,
    ...tokenEventWrites,
    ...locationsHandlers,
    ...locationWrites,
    ...searchHandlers,
    ...receiptsHandlers,
    ...receiptWrites,
    ...walletsHandlers,
    ...cardWrites,
    ...transactionWrites,
    ...discountsHandlers,
    ...discountWrites,
    ...shoppingHandlers,
    ...draftWrites,
    ...orderContentWrites,
    ...orderWrites,
    ...paymentsHandlers,
    ...paymentWrites,
  };
  const handlers: Handlers = served;
  return {
    names: Object.keys(served),
    answer(endpoint, request, state) {
      const handler = handlers[endpoint];
      // The contract has checked the request's parts, which is what their types say.
      return handler === undefined
        ? failure(501, 'NOT_IMPLEMENTED', 'The sandbox does not have this endpoint.')
        : handler(request as never, state);
    },
  };
}
