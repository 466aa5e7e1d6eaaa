import * as upstream from '../upstream/customers.ts';
import type { BodyOf, PathOf, ResultOf } from '../upstream/operation.ts';
import type { UpstreamSession } from '../upstream/session.ts';
import type { CustomersReads } from './customers.ts';

/** Writes of the customers service. */
export interface CustomersWrites {
  create(body: BodyOf<'aid_customers_post'>): Promise<upstream.Customer>;
  update(customerId: string, body: BodyOf<'aid_customers_cid_put'>): Promise<upstream.Customer>;
  /** `deleteTokens`: what identifies the customer in a shop goes too. */
  delete(customerId: string, deleteTokens: boolean | undefined): Promise<upstream.Customer>;
  changeId(customerId: string, body: BodyOf<'aid_customers_cid_change_customer_id_post'>): Promise<upstream.Customer>;
  replaceTags(
    customerId: string,
    tagIds: BodyOf<'aid_customers_cid_tags_put'>,
  ): Promise<readonly upstream.CustomerTag[]>;
  addToken(customerId: string, body: BodyOf<'aid_customers_cid_tokens_post'>): Promise<upstream.CustomerToken>;
  removeToken(customerId: string, tokenId: string): Promise<upstream.CustomerToken>;
  verify(
    path: PathOf<'aid_customers_cid_verify_post'>,
    body: BodyOf<'aid_customers_cid_verify_post'>,
  ): Promise<undefined>;
  createTag(body: BodyOf<'aid_customers_tags_post'>): Promise<upstream.CustomerTag>;
  deleteTag(tagId: string): Promise<upstream.CustomerTag>;
  createTerm(body: BodyOf<'aid_customers_terms_post'>): Promise<upstream.Terms>;
  deleteTerm(termId: string): Promise<upstream.Terms>;
  updateSettings(body: BodyOf<'aid_customers_atributes_put'>): Promise<upstream.CustomerSettings>;
  addTokenEvent(body: BodyOf<'aid_customers_tokens_events_post'>): Promise<upstream.TokenDetail>;
  deleteTokenEvents(body: BodyOf<'aid_customers_tokens_events_delete'>): Promise<void>;
  logIn(body: BodyOf<'aid_customers_login_post'>): Promise<ResultOf<'aid_customers_login_post'>>;
  startMfaLogIn(body: BodyOf<'aid_customers_mfa_login_post'>): Promise<ResultOf<'aid_customers_mfa_login_post'>>;
  startMfaRecovery(
    body: BodyOf<'aid_customers_mfa_login_initiate_recovery_post'>,
  ): Promise<ResultOf<'aid_customers_mfa_login_initiate_recovery_post'>>;
  requestPasswordReset(body: BodyOf<'aid_customers_change_password'>): Promise<void>;
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
    create: (body) => forgetCustomer(body.customer_id ?? '', session.call(upstream.createCustomer, { body })),
    update: (customerId, body) =>
      forgetCustomer(customerId, session.call(upstream.updateCustomer, { path: path(customerId), body })),
    delete: (customerId, deleteTokens) => {
      const query = { delete_tokens: deleteTokens };
      const write = session.call(upstream.deleteCustomer, { path: path(customerId), query });
      return forgetTokens(customerId, forgetCustomer(customerId, write));
    },
    changeId: (customerId, body) =>
      forgetCustomer(customerId, session.call(upstream.changeCustomerId, { path: path(customerId), body })),
    replaceTags: (customerId, body) =>
      forgetTags(session.call(upstream.replaceTagsOfCustomer, { path: path(customerId), body })),
    addToken: (customerId, body) =>
      forgetTokens(customerId, session.call(upstream.addCustomerToken, { path: path(customerId), body })),
    removeToken: (customerId, tokenId) =>
      forgetTokens(
        customerId,
        session.call(upstream.removeCustomerToken, { path: { customer_id: customerId, tid: tokenId } }),
      ),
    verify: (where, body) =>
      forgetCustomer(where.customer_id, session.call(upstream.verifyCommunication, { path: where, body })),
    createTag: (body) => forgetTags(session.call(upstream.createCustomerTag, { body })),
    deleteTag: (tagId) => forgetTags(session.call(upstream.deleteCustomerTag, { path: { tag_id: tagId } })),
    createTerm: (body) => forgetTerms(session.call(upstream.createTerm, { body })),
    deleteTerm: (termId) => forgetTerms(session.call(upstream.deleteTerm, { path: { tid: termId } })),
    updateSettings: (body) =>
      session.call(upstream.updateCustomerSettings, { body }).finally(() => reads.settings.clearAll()),
    addTokenEvent: (body) => forgetTokenEvents(session.call(upstream.findCustomerByToken, { body })),
    deleteTokenEvents: async (body) => {
      await forgetTokenEvents(session.call(upstream.deleteTokenEvents, { body }));
    },
    logIn: (body) => session.call(upstream.logIn, { body }),
    startMfaLogIn: (body) => session.call(upstream.startMfaLogIn, { body }),
    startMfaRecovery: (body) => session.call(upstream.startMfaRecovery, { body }),
    requestPasswordReset: async (body) => {
      await session.call(upstream.requestPasswordReset, { body });
    },
  };
}
