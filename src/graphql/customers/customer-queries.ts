import { InputError } from '../../kernel/input-error.ts';
import {
  customerExists,
  getCustomer,
  listCompanyDepartments,
  listCustomers,
} from '../../upstream/endpoints/customers.ts';
import { builder } from '../builder.ts';
import { connectionType, pageArgs, readConnection } from '../shared/connection.ts';
import { CustomerRef } from './customer.ts';
import { CustomerFilterRef, customerFilter } from './customer-filter.ts';

const CustomerConnection = connectionType(CustomerRef);

const CompanyDepartmentsRef = builder.objectRef<{ organization_number?: string; departments?: string[] }>(
  'CompanyDepartments',
);

builder.objectType(CompanyDepartmentsRef, {
  description: 'The departments that customers of one business have named.',
  fields: (t) => ({
    organizationNumber: t.exposeString('organization_number', { description: 'Number in the public register.' }),
    departments: t.stringList({
      nullable: false,
      description: 'Names of the departments.',
      resolve: (company) => company.departments ?? [],
    }),
  }),
});

builder.queryFields((t) => ({
  me: t.field({
    type: CustomerRef,
    description: 'The customer whom the access token belongs to; null for a caller that is no customer.',
    requires: {
      operations: [getCustomer],
      owner: (_, __, viewer) => viewer.customerId,
      known: (_, { customerId }) => (customerId === null ? null : { customer_id: customerId }),
    },
    resolve: (_, __, { viewer, loaders }) =>
      viewer.customerId === null ? null : loaders.customers.byId.load(viewer.customerId),
  }),
  customer: t.field({
    type: CustomerRef,
    description: 'A customer by its id; null where there is none.',
    args: { customerId: t.arg.string({ required: true, description: "The merchant's own id of the customer." }) },
    requires: {
      operations: [getCustomer],
      owner: (_, { customerId }) => customerId,
      known: ({ customerId }) => ({ customer_id: customerId }),
    },
    resolve: (_, { customerId }, { loaders }) => loaders.customers.byId.load(customerId),
  }),
  customers: t.field({
    type: CustomerConnection,
    description: 'Customers of the account.',
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({ type: CustomerFilterRef, description: 'Which customers; all without it.' }),
    },
    requires: { operations: [listCustomers] },
    resolve: (_, { filter, ...page }, { loaders }) => {
      const of = customerFilter(filter);
      return readConnection(page, { operation: listCustomers, of }, (window) =>
        loaders.customers.list.load({ filter: of, window }),
      );
    },
  }),
  customerExists: t.boolean({
    description:
      'Whether there is a customer with this e-mail address or phone number. Null where the account has switched the question off.',
    args: {
      email: t.arg.string({ description: 'E-mail address.' }),
      phoneNumber: t.arg.string({ description: 'Phone number, E.164: `+4799999999`.' }),
    },
    requires: { operations: [customerExists] },
    resolve: (_, { email, phoneNumber }, { loaders }) => {
      if (!email && !phoneNumber) throw new InputError('email or phoneNumber must be given.');
      return loaders.customers.exists.load({ email: email ?? undefined, phone_number: phoneNumber ?? undefined });
    },
  }),
  companyDepartments: t.field({
    type: [CompanyDepartmentsRef],
    description: 'The departments that customers of a business have named.',
    args: { organizationNumber: t.arg.string({ required: true, description: 'Number in the public register.' }) },
    requires: { operations: [listCompanyDepartments] },
    resolve: (_, { organizationNumber }, { loaders }) => loaders.customers.departments.load(organizationNumber),
  }),
}));
