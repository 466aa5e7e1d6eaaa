import type { TermsAndConditions as Terms } from '../../../upstream/contract/customers.ts';
import { getTerm, listTerms } from '../../../upstream/endpoints/customers.ts';
import { builder } from '../../builder.ts';
import { connectionType } from '../../framework/connection.ts';
import { entityType } from '../../framework/node.ts';
import { ownId } from '../../values/own-id.ts';
import { dateTime } from '../../values/scalars.ts';
import { CustomerRef } from '../customer/customer.ts';

/** `CustomerTerm`: terms and conditions that customers accept. */
export const CustomerTermRef = builder.objectRef<Terms>('CustomerTerm');

entityType(CustomerTermRef, {
  description: 'Terms and conditions that customers accept.',
  keys: (term) => [term.id],
  calls: getTerm,
  input: ([tid]) => (tid === undefined ? null : { path: { tid } }),
});

builder.objectFields(CustomerTermRef, (t) => ({
  termId: t.string({
    nullable: false,
    description: 'Id of the terms, as `customerTerm(termId:)` takes it.',
    resolve: ({ id }) => ownId(id),
  }),
  terms: t.exposeString('terms', { description: 'The text.' }),
  createdAt: t.field({
    type: 'DateTime',
    description: 'When the terms were created.',
    resolve: (term) => dateTime(term.created_at),
  }),
  deletedAt: t.field({
    type: 'DateTime',
    description: 'When the terms were deleted; null for terms in force.',
    resolve: (term) => dateTime(term.deleted_at),
  }),
}));

const CustomerTermConnection = connectionType(CustomerTermRef);

builder.queryFields((t) => ({
  customerTerm: t.call({
    type: CustomerTermRef,
    description: 'Terms and conditions by their id; null where there are none.',
    args: { termId: t.arg.text('id', { required: true, description: 'Id of the terms.' }) },
    calls: getTerm,
    input: (_, { termId }) => ({ path: { tid: termId } }),
  }),
  customerTerms: t.page({
    type: CustomerTermConnection,
    description: 'Terms and conditions of the account.',
    args: {
      includeDeleted: t.arg.boolean({ required: true, defaultValue: false, description: 'Deleted terms too.' }),
    },
    calls: listTerms,
    input: (_, { includeDeleted }) => ({ query: { include_deleted: includeDeleted } }),
  }),
}));

const AcceptedTermRef = builder.objectRef<NonNullable<typeof CustomerRef.$inferType.term>>('AcceptedTerm');

builder.objectType(AcceptedTermRef, {
  description: "A customer's acceptance of terms and conditions.",
  fields: (t) => ({
    termId: t.exposeString('id', { description: 'Id of the terms.' }),
    acceptedAt: t.field({
      type: 'DateTime',
      description: 'When the customer accepted them; null where not known.',
      resolve: (term) => dateTime(term.accepted_at),
    }),
    term: t.call({
      type: CustomerTermRef,
      description: 'The terms themselves; null where they are gone.',
      calls: getTerm,
      input: ({ id }) => (id === undefined ? null : { path: { tid: id } }),
    }),
  }),
});

builder.objectField(CustomerRef, 'acceptedTerm', (t) =>
  t.field({
    type: AcceptedTermRef,
    description: 'The terms that the customer has accepted; null where none are.',
    resolve: (customer) => customer.term,
  }),
);
