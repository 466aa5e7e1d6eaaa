import { getOrganization, listOrganizationSubunits, searchOrganizations } from '../../upstream/endpoints/customers.ts';
import { builder } from '../builder.ts';
import { connectionType } from '../framework/connection.ts';
import { closedEnum } from '../framework/enum.ts';
import type { Address } from '../values/address.ts';
import { AddressRef } from '../values/address.ts';

interface Organization {
  readonly organization_number: string;
  readonly business_name: string;
  readonly business_address?: Address;
  readonly registry_address?: Address;
  readonly organization_type?: string;
  readonly office_type?: string;
  readonly phone_number?: string;
  readonly email?: string;
  readonly website_url?: string;
}

const OrganizationRef = builder.objectRef<Organization>('Organization');

builder.objectType(OrganizationRef, {
  description: 'A business in a public register.',
  fields: (t) => ({
    organizationNumber: t.exposeString('organization_number', {
      description: 'Number in the register.',
    }),
    businessName: t.exposeString('business_name', { description: 'Registered name.' }),
    businessAddress: t.field({
      type: AddressRef,
      description: 'Where it does business.',
      resolve: (organization) => organization.business_address,
    }),
    registryAddress: t.field({
      type: AddressRef,
      description: 'Address in the register.',
      resolve: (organization) => organization.registry_address,
    }),
    organizationType: t.exposeString('organization_type', { description: 'Legal form: `AS`. Only in searches.' }),
    officeType: t.exposeString('office_type', { description: 'Kind of office. Only in look-ups by number.' }),
    phoneNumber: t.exposeString('phone_number', { description: 'Phone number. Only in searches.' }),
    email: t.exposeString('email', { description: 'E-mail address. Only in searches.' }),
    websiteUrl: t.exposeString('website_url', { description: 'Web site. Only in searches.' }),
  }),
});

const OrganizationConnection = connectionType(OrganizationRef);

const Register = closedEnum(
  'OrganizationRegister',
  'A public register of businesses that can be searched, by country.',
  {
    no: 'Norway.',
    dk: 'Denmark.',
  },
);

builder.queryFields((t) => ({
  organization: t.call({
    type: OrganizationRef,
    description: "A business in a country's public register, by its number; null where there is none.",
    args: {
      country: t.arg.string({ required: true, description: 'ISO 3166-1 alpha-2 code: `NO`.' }),
      organizationNumber: t.arg.text('registerNumber', { required: true, description: 'Number in the register.' }),
    },
    calls: getOrganization,
    input: (_, { country, organizationNumber }) => ({ path: { country, organization_number: organizationNumber } }),
    resolve: ({ items = [] }) => items.at(0),
  }),
  organizationSubunits: t.call({
    type: [OrganizationRef],
    description:
      'Places of business that belong to a business of a public register; none where there is no such business. Upstream knows those of Norway.',
    args: {
      country: t.arg.string({ required: true, description: 'ISO 3166-1 alpha-2 code: `NO`.' }),
      organizationNumber: t.arg.text('registerNumber', {
        required: true,
        description: 'Number of the business in the register.',
      }),
    },
    calls: listOrganizationSubunits,
    input: (_, { country, organizationNumber }) => ({ path: { country, organization_number: organizationNumber } }),
    resolve: ({ items = [] }) => items,
  }),
  organizations: t.page({
    type: OrganizationConnection,
    description: 'Businesses in a public register, by name or number.',
    args: {
      country: t.arg({
        type: Register.ref,
        required: true,
        defaultValue: 'no',
        description: 'Whose register.',
      }),
      name: t.arg.string({ description: 'Name, or the beginning of it.' }),
      organizationNumber: t.arg.text('registerNumber', { description: 'Number in the register.' }),
    },
    calls: searchOrganizations,
    input: (_, { country, name, organizationNumber }) => ({
      path: { country },
      query: { name: name ?? undefined, organization_number: organizationNumber ?? undefined },
    }),
  }),
}));
