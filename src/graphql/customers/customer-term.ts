import type { TermsAndConditions as Terms } from '../../upstream/contract/customers.ts';
import { getTerm, listTerms } from '../../upstream/endpoints/customers.ts';
import { builder } from '../builder.ts';
import { connectionType, pageArgs, readConnection } from '../shared/connection.ts';
import { entityType } from '../shared/node.ts';
import { dateTime } from '../shared/scalars.ts';
import { CustomerRef } from './customer.ts';

/** `CustomerTerm`: terms and conditions that customers accept. */
export const CustomerTermRef = builder.objectRef<Terms>('CustomerTerm');

entityType(CustomerTermRef, {
  description: 'Terms and conditions that customers accept.',
  lookup: { operations: [getTerm] },
  keys: (term) => [term.id ?? ''],
  load: async ([termId], { loaders }) => (termId === undefined ? null : loaders.customers.term.load(termId)),
});

builder.objectFields(CustomerTermRef, (t) => ({
  termId: t.exposeString('id', { description: 'Id of the terms, as `customerTerm(termId:)` takes it.' }),
  terms: t.exposeString('terms', { nullable: false, description: 'The text.' }),
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
  customerTerm: t.field({
    type: CustomerTermRef,
    description: 'Terms and conditions by their id; null where there are none.',
    args: { termId: t.arg.string({ required: true, description: 'Id of the terms.' }) },
    requires: { operations: [getTerm] },
    resolve: (_, { termId }, { loaders }) => loaders.customers.term.load(termId),
  }),
  customerTerms: t.field({
    type: CustomerTermConnection,
    description: 'Terms and conditions of the account.',
    args: {
      ...pageArgs(t.arg),
      includeDeleted: t.arg.boolean({ required: true, defaultValue: false, description: 'Deleted terms too.' }),
    },
    requires: { operations: [listTerms] },
    resolve: (_, { includeDeleted, ...page }, { loaders }) =>
      readConnection(page, { operation: listTerms, of: includeDeleted }, (window) =>
        loaders.customers.terms.load({ includeDeleted, window }),
      ),
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
    term: t.field({
      type: CustomerTermRef,
      description: 'The terms themselves; null where they are gone.',
      requires: { operations: [getTerm] },
      resolve: (term, _, { loaders }) => (term.id === undefined ? null : loaders.customers.term.load(term.id)),
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
