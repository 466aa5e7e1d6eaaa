import { InputError } from '../../../kernel/input-error.ts';
import { customerIsThere } from '../../../loaders/customers.ts';
import { getCustomer, listCompanyDepartments, listCustomers } from '../../../upstream/endpoints/customers.ts';
import { builder } from '../../builder.ts';
import { connectionType } from '../../framework/connection.ts';
import { declareTotalCount } from '../../framework/total-count.ts';
import { CustomerRef } from './customer.ts';
import { CustomerFilterRef, customerFilter } from './filter.ts';

const CustomerConnection = connectionType(CustomerRef);
declareTotalCount(CustomerConnection, listCustomers);

const CompanyDepartmentsRef = builder.objectRef<{ organization_number?: string; departments?: string[] }>(
  'CompanyDepartments',
);

builder.objectType(CompanyDepartmentsRef, {
  description: 'The departments that customers of one business have named.',
  fields: (t) => ({
    organizationNumber: t.exposeString('organization_number', { description: 'Number in the public register.' }),
    departments: t.stringList({
      description: 'Names of the departments.',
      resolve: (company) => company.departments ?? [],
    }),
  }),
});

builder.queryFields((t) => ({
  me: t.call({
    type: CustomerRef,
    description: 'The customer whom the access token belongs to; null for a caller that is not a customer.',
    calls: getCustomer,
    input: (_, __, { customerId }) => (customerId === null ? null : { path: { customer_id: customerId } }),
    known: (_, { customerId }) => (customerId === null ? null : { customer_id: customerId }),
  }),
  customer: t.call({
    type: CustomerRef,
    description: 'A customer by its id; null where there is none.',
    args: { customerId: t.arg.text('id', { required: true, description: "The merchant's own id of the customer." }) },
    calls: getCustomer,
    input: (_, { customerId }) => ({ path: { customer_id: customerId } }),
    known: ({ customerId }) => ({ customer_id: customerId }),
  }),
  customers: t.page({
    type: CustomerConnection,
    description: 'Customers of the account.',
    args: { filter: t.arg({ type: CustomerFilterRef, description: 'Which customers; all without it.' }) },
    calls: listCustomers,
    counts: true,
    input: (_, { filter }) => ({ query: customerFilter(filter) }),
  }),
  customerExists: t.call({
    type: 'Boolean',
    description:
      'Whether there is a customer with this e-mail address or phone number. Null where the account has switched the question off.',
    args: {
      email: t.arg.text('email', { description: 'E-mail address.' }),
      phoneNumber: t.arg.text('phoneNumber', { description: 'Phone number, E.164: `+4799999999`.' }),
    },
    calls: customerIsThere,
    input: (_, { email, phoneNumber }) => {
      if (!email && !phoneNumber) throw new InputError('email or phoneNumber must be given.');
      return { email: email ?? undefined, phone_number: phoneNumber ?? undefined };
    },
  }),
  companyDepartments: t.call({
    type: [CompanyDepartmentsRef],
    description: 'The departments that customers of a business have named.',
    args: {
      organizationNumber: t.arg.text('registerNumber', {
        required: true,
        description: 'Number in the public register.',
      }),
    },
    calls: listCompanyDepartments,
    input: (_, { organizationNumber }) => ({ query: { organization_number: organizationNumber } }),
  }),
}));
