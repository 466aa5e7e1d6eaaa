import type { CustomersSettings as CustomerSettings } from '../../../upstream/contract/customers.ts';
import { getCustomerSettings } from '../../../upstream/endpoints/customers.ts';
import { builder } from '../../builder.ts';
import { each } from '../../entries.ts';
import { closedEnum } from '../../framework/enum.ts';
import { int } from '../../values/scalars.ts';

/** `CustomerMfaChannel`: how a second factor is sent. */
export const MfaChannel = closedEnum('CustomerMfaChannel', 'How a second factor is sent.', {
  sms: 'To the phone number.',
  email: 'To the e-mail address.',
});

/** `CustomerAutoToken`: how a token is made of a phone number or an e-mail address. */
export const AutoToken = closedEnum(
  'CustomerAutoToken',
  'How a token is made of a phone number or an e-mail address.',
  {
    SHA256: 'Its SHA-256 hash.',
    'HMAC-SHA256': 'Its SHA-256 hash, with a key of the account.',
  },
);

/** How ids are made for customers that are created without one. */
export const IdFormat = closedEnum('CustomerIdFormat', 'How ids are made for customers that are created without one.', {
  uuid: 'A random UUID.',
  sequence: 'The next number.',
});

/** What values an attribute takes. */
export const AttributeType = closedEnum('CustomerAttributeType', 'What values an attribute takes.', {
  string: 'Text.',
  integer: 'A whole number.',
  real: 'A number.',
  boolean: 'True or false.',
  phonenumber: 'A phone number.',
  email: 'An e-mail address.',
  date: 'A calendar day.',
  'date-time': 'A moment.',
});

type Attribute = NonNullable<CustomerSettings['attributes']>[number];
const AttributeRef = builder.objectRef<Attribute>('CustomerAttributeDefinition');

builder.objectType(AttributeRef, {
  description: 'An attribute that the merchant has defined for customers.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Name of the attribute.' }),
    type: t.field({
      type: AttributeType.ref,
      description: 'What values it takes.',
      resolve: (attribute) => AttributeType.read(attribute.type),
    }),
    multipleValues: t.boolean({
      description: 'Whether a customer may have several values of it.',
      resolve: (attribute) => attribute.multiple_values ?? false,
    }),
    private: t.boolean({
      description: 'Whether customers themselves may not see it.',
      resolve: (attribute) => attribute.private ?? false,
    }),
  }),
});

type TokenEventExpiry = NonNullable<NonNullable<CustomerSettings['tokens']>['event_expiry']>[number];
const TokenEventExpiryRef = builder.objectRef<TokenEventExpiry>('CustomerTokenEventExpiry');

builder.objectType(TokenEventExpiryRef, {
  description: 'How long an event of a token counts.',
  fields: (t) => ({
    status: t.exposeString('status', {
      description: 'Status that the event gives the token: `OPT_OUT`.',
    }),
    timeToLive: t.int({
      description: 'Seconds until the event stops counting.',
      resolve: (expiry) => int(expiry.time_to_live),
    }),
  }),
});

/** `CustomerSettings`: settings of the account that concern customers. */
export const SettingsRef = builder.objectRef<CustomerSettings>('CustomerSettings');

builder.objectType(SettingsRef, {
  description: 'Settings of the account that concern customers.',
  fields: (t) => ({
    existsEnabled: t.boolean({
      description: 'Whether `customerExists` may be asked.',
      resolve: ({ users }) => users?.head?.enabled ?? false,
    }),
    duplicatePhoneNumbersAllowed: t.boolean({
      description: 'Whether two customers may have the same phone number.',
      resolve: ({ users }) => users?.phone_number_validation?.allow_duplicates ?? false,
    }),
    customerIdFormat: t.field({
      type: IdFormat.ref,
      description: 'How ids are made for customers that are created without one.',
      resolve: ({ users }) => IdFormat.read(users?.customer_id_format),
    }),
    mfaEnabled: t.boolean({
      description: 'Whether customers log in with a second factor.',
      resolve: ({ users }) => users?.mfa?.enabled ?? false,
    }),
    mfaLoginChannel: t.field({
      type: MfaChannel.ref,
      description: 'How the second factor of a log-in is sent; null where none is set up.',
      resolve: ({ users }) => MfaChannel.read(users?.mfa?.login.oob_channel),
    }),
    mfaRecoveryChannel: t.field({
      type: MfaChannel.ref,
      description: 'How it is sent to a customer who has lost the first; null where none is set up.',
      resolve: ({ users }) => MfaChannel.read(users?.mfa?.login_recovery.oob_channel),
    }),
    phoneNumbersVerified: t.boolean({
      description: 'Whether phone numbers are verified by SMS.',
      resolve: ({ users }) => users?.verifications?.phone_number === 'sms',
    }),
    emailAutoTokens: t.field({
      type: [AutoToken.ref],
      description: 'Tokens that every customer gets of the e-mail address.',
      resolve: ({ auto_tokens }) => AutoToken.readAll(each(auto_tokens?.email, ({ type }) => type)),
    }),
    phoneNumberAutoTokens: t.field({
      type: [AutoToken.ref],
      description: 'Tokens that every customer gets of the phone number.',
      resolve: ({ auto_tokens }) => AutoToken.readAll(each(auto_tokens?.phone_number, ({ type }) => type)),
    }),
    attributes: t.field({
      type: [AttributeRef],
      description: 'Attributes that the merchant has defined for customers.',
      resolve: (settings) => settings.attributes ?? [],
    }),
    tokenEventExpiry: t.field({
      type: [TokenEventExpiryRef],
      description: 'How long events of tokens count.',
      resolve: ({ tokens }) => tokens?.event_expiry ?? [],
    }),
  }),
});

builder.queryField('customerSettings', (t) =>
  t.call({
    type: SettingsRef,
    description: 'Settings of the account that concern customers.',
    calls: getCustomerSettings,
    input: () => ({}),
  }),
);
