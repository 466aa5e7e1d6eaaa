import type { components } from './contract/customers.ts';
import { operation } from './operation.ts';

/** A customer, `CustomerResponse` of the contract. */
export type Customer = components['schemas']['CustomerResponse'];

/** A tag of the account. */
export type CustomerTag = components['schemas']['CustomerTag'];

/** Terms and conditions. */
export type Terms = components['schemas']['TermsAndConditions'];

/** A token of a customer. */
export type CustomerToken = components['schemas']['CustomerToken'];

/** What a token is compared by. */
export type TokenTypeValue = components['schemas']['TokenTypeValue'];

/** What is known of a token. */
export type TokenDetail = components['schemas']['TokenDetail'];

/** How a customer may be reached. */
export type Communication = components['schemas']['Communication'];

/** Settings that concern customers. */
export type CustomerSettings = components['schemas']['CustomersSettings'];

/** `POST /customers/change_password`: mails a link to choose a new password. */
export const requestPasswordReset = operation('aid_customers_change_password');

/** `POST /customers/login`: a token for a customer with a password. */
export const logIn = operation('aid_customers_login_post');

/** `POST /customers/mfa_login`: begins a log-in with a second factor. */
export const startMfaLogIn = operation('aid_customers_mfa_login_post');

/** `POST /customers/mfa_login_recovery`: begins a log-in without the password. */
export const startMfaRecovery = operation('aid_customers_mfa_login_initiate_recovery_post');

/** `GET /customers/settings`: settings of the account that concern customers. */
export const getCustomerSettings = operation('aid_customers_atributes_get');

/** `PUT /customers/settings`: changes them. */
export const updateCustomerSettings = operation('aid_customers_atributes_put');

/** `GET /customers/tags`: all tags of the account. */
export const listCustomerTags = operation('aid_customers_tags_get');

/** `POST /customers/tags`: creates a tag. */
export const createCustomerTag = operation('aid_customers_tags_post');

/** `DELETE /customers/tags/{tag_id}`: deletes a tag. */
export const deleteCustomerTag = operation('aid_customers_tags_tid_delete');

/** `GET /customers/terms`: terms and conditions. */
export const listTerms = operation('aid_customers_terms_get');

/** `POST /customers/terms`: creates terms and conditions. */
export const createTerm = operation('aid_customers_terms_post');

/** `GET /customers/terms/{tid}`: terms and conditions by id. */
export const getTerm = operation('aid_customers_terms_tid_post');

/** `DELETE /customers/terms/{tid}`: deletes terms and conditions. */
export const deleteTerm = operation('aid_customers_terms_tid_delete');

/** `GET /customers/tokens/events`: what happened to tokens shown at tills. */
export const listTokenEvents = operation('aid_customers_tokens_events_get');

/** `POST /customers/tokens/events`: what is known of a token; with an event in the body it also records that event. */
export const findCustomerByToken = operation('aid_customers_tokens_events_post');

/** `DELETE /customers/tokens/events`: forgets what happened to a token. */
export const deleteTokenEvents = operation('aid_customers_tokens_events_delete');

/** `GET /customers/users`: customers by filter. */
export const listCustomers = operation('aid_customers_get');

/** `POST /customers/users`: creates a customer. */
export const createCustomer = operation('aid_customers_post');

/** `HEAD /customers/users`: whether there is such a customer: success or 404; 405 where switched off. */
export const customerExists = operation('aid_customers_head');

/** `GET /customers/users/{customer_id}`: one customer. */
export const getCustomer = operation('aid_customers_cid_get');

/** `PUT /customers/users/{customer_id}`: changes the members given. */
export const updateCustomer = operation('aid_customers_cid_put');

/** `DELETE /customers/users/{customer_id}`: deletes a customer. */
export const deleteCustomer = operation('aid_customers_cid_delete');

/** `POST /customers/users/{customer_id}/change_customer_id`: gives a customer another id. */
export const changeCustomerId = operation('aid_customers_cid_change_customer_id_post');

/** `GET /customers/users/{customer_id}/communication`: how a customer may be reached. */
export const getCommunication = operation('aid_customers_cid_verify_get');

/** `POST /customers/users/{customer_id}/communication/{operation}/{field}`: sends or confirms a verification code. */
export const verifyCommunication = operation('aid_customers_cid_verify_post');

/** `GET /customers/users/{customer_id}/tags`: tags of one customer. */
export const listTagsOfCustomer = operation('aid_customers_cid_tags_get');

/** `PUT /customers/users/{customer_id}/tags`: replaces them. */
export const replaceTagsOfCustomer = operation('aid_customers_cid_tags_put');

/** `GET /customers/users/{customer_id}/tokens`: tokens of one customer. */
export const listCustomerTokens = operation('aid_customers_cid_tokens_get');

/** `POST /customers/users/{customer_id}/tokens`: adds a token. */
export const addCustomerToken = operation('aid_customers_cid_tokens_post');

/** `DELETE /customers/users/{customer_id}/tokens/{tid}`: removes a token. */
export const removeCustomerToken = operation('aid_customers_cid_tokens_tid_delete');

/** `GET /customers/company/departments`: departments that customers of a business have named. */
export const listCompanyDepartments = operation('aid_company_departments_get');
