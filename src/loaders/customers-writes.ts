import type {
  CustomerResponse as Customer,
  CustomersSettings as CustomerSettings,
  CustomerTag,
  CustomerToken,
  TermsAndConditions as Terms,
  TokenDetail,
} from '../upstream/contract/customers.ts';
import type { BodyOf, PathOf, ResultOf } from '../upstream/endpoint.ts';
import {
  addCustomerToken,
  changeCustomerId,
  createCustomer,
  createCustomerTag,
  createTerm,
  deleteCustomer,
  deleteCustomerTag,
  deleteTerm,
  deleteTokenEvents,
  findCustomerByToken,
  logIn,
  removeCustomerToken,
  replaceTagsOfCustomer,
  requestPasswordReset,
  startMfaLogIn,
  startMfaRecovery,
  updateCustomer,
  updateCustomerSettings,
  verifyCommunication,
} from '../upstream/endpoints/customers.ts';
import type { UpstreamSession } from '../upstream/session.ts';
import type { CustomersReads } from './customers.ts';

/** Writes of the customers service. */
export interface CustomersWrites {
  create(body: BodyOf<'createCustomer'>): Promise<Customer>;
  update(customerId: string, body: BodyOf<'updateCustomer'>): Promise<Customer>;
  /** `deleteTokens`: what identifies the customer in a shop goes too. */
  delete(customerId: string, deleteTokens: boolean | undefined): Promise<Customer>;
  changeId(customerId: string, body: BodyOf<'changeCustomerId'>): Promise<Customer>;
  replaceTags(customerId: string, tagIds: BodyOf<'replaceTagsOfCustomer'>): Promise<readonly CustomerTag[]>;
  addToken(customerId: string, body: BodyOf<'addCustomerToken'>): Promise<CustomerToken>;
  removeToken(customerId: string, tokenId: string): Promise<CustomerToken>;
  verify(path: PathOf<'verifyCommunication'>, body: BodyOf<'verifyCommunication'>): Promise<undefined>;
  createTag(body: BodyOf<'createCustomerTag'>): Promise<CustomerTag>;
  deleteTag(tagId: string): Promise<CustomerTag>;
  createTerm(body: BodyOf<'createTerm'>): Promise<Terms>;
  deleteTerm(termId: string): Promise<Terms>;
  updateSettings(body: BodyOf<'updateCustomerSettings'>): Promise<CustomerSettings>;
  addTokenEvent(body: BodyOf<'findCustomerByToken'>): Promise<TokenDetail>;
  deleteTokenEvents(body: BodyOf<'deleteTokenEvents'>): Promise<void>;
  logIn(body: BodyOf<'logIn'>): Promise<ResultOf<'logIn'>>;
  startMfaLogIn(body: BodyOf<'startMfaLogIn'>): Promise<ResultOf<'startMfaLogIn'>>;
  startMfaRecovery(body: BodyOf<'startMfaRecovery'>): Promise<ResultOf<'startMfaRecovery'>>;
  requestPasswordReset(body: BodyOf<'requestPasswordReset'>): Promise<void>;
}

/** The writes of one request; afterwards its reads forget what was touched, be the outcome known or not. */
export function createCustomersWrites(session: UpstreamSession, reads: CustomersReads): CustomersWrites {
  const path = (customerId: string) => ({ customer_id: customerId });

  function forgetCustomer<Result>(customerId: string, write: Promise<Result>): Promise<Result> {
    return write.finally(() => {
      reads.byId.clear(customerId);
      reads.communicationOf.clear(customerId);
      // Which pages, tokens and addresses lead to the customer is not known.
      reads.list.clearAll();
      reads.byToken.clearAll();
      reads.exists.clearAll();
      reads.departments.clearAll();
    });
  }

  function forgetTokens<Result>(customerId: string, write: Promise<Result>): Promise<Result> {
    return write.finally(() => {
      reads.tokensOf.forget((key) => key.customerId === customerId);
      reads.byToken.clearAll();
      reads.list.clearAll();
    });
  }

  function forgetTags<Result>(write: Promise<Result>): Promise<Result> {
    return write.finally(() => {
      reads.tags.clearAll();
      reads.tagsOf.clearAll();
      reads.list.clearAll();
    });
  }

  function forgetTerms<Result>(write: Promise<Result>): Promise<Result> {
    return write.finally(() => {
      reads.term.clearAll();
      reads.terms.clearAll();
    });
  }

  function forgetTokenEvents<Result>(write: Promise<Result>): Promise<Result> {
    return write.finally(() => {
      reads.byToken.clearAll();
      reads.tokenEvents.clearAll();
    });
  }

  return {
    create: (body) => forgetCustomer(body.customer_id ?? '', session.call(createCustomer, { body })),
    update: (customerId, body) =>
      forgetCustomer(customerId, session.call(updateCustomer, { path: path(customerId), body })),
    delete: (customerId, deleteTokens) => {
      const query = { delete_tokens: deleteTokens };
      const write = session.call(deleteCustomer, { path: path(customerId), query });
      return forgetTokens(customerId, forgetCustomer(customerId, write));
    },
    changeId: (customerId, body) =>
      forgetCustomer(customerId, session.call(changeCustomerId, { path: path(customerId), body })),
    replaceTags: (customerId, body) =>
      forgetTags(session.call(replaceTagsOfCustomer, { path: path(customerId), body })),
    addToken: (customerId, body) =>
      forgetTokens(customerId, session.call(addCustomerToken, { path: path(customerId), body })),
    removeToken: (customerId, tokenId) =>
      forgetTokens(customerId, session.call(removeCustomerToken, { path: { customer_id: customerId, tid: tokenId } })),
    verify: (where, body) =>
      forgetCustomer(where.customer_id, session.call(verifyCommunication, { path: where, body })),
    createTag: (body) => forgetTags(session.call(createCustomerTag, { body })),
    deleteTag: (tagId) => forgetTags(session.call(deleteCustomerTag, { path: { tag_id: tagId } })),
    createTerm: (body) => forgetTerms(session.call(createTerm, { body })),
    deleteTerm: (termId) => forgetTerms(session.call(deleteTerm, { path: { tid: termId } })),
    updateSettings: (body) => session.call(updateCustomerSettings, { body }).finally(() => reads.settings.clearAll()),
    addTokenEvent: (body) => forgetTokenEvents(session.call(findCustomerByToken, { body })),
    deleteTokenEvents: async (body) => {
      await forgetTokenEvents(session.call(deleteTokenEvents, { body }));
    },
    logIn: (body) => session.call(logIn, { body }),
    startMfaLogIn: (body) => session.call(startMfaLogIn, { body }),
    startMfaRecovery: (body) => session.call(startMfaRecovery, { body }),
    requestPasswordReset: async (body) => {
      await session.call(requestPasswordReset, { body });
    },
  };
}
