import { updateCustomerSettings } from '../../../upstream/endpoints/customers.ts';
import { builder } from '../../builder.ts';
import { atLeast, problemIf } from '../../framework/checks.ts';
import { mutation } from '../../framework/mutation.ts';
import { wire } from '../../framework/wire.ts';
import { AttributeType, AutoToken, IdFormat, MfaChannel, SettingsRef } from './settings.ts';

const MfaInputRef = builder.inputType('CustomerMfaSettingsInput', {
  description: 'How customers log in with a second factor.',
  fields: (t) => ({
    enabled: t.boolean({ required: true, description: 'Whether they do.' }),
    loginChannel: t.field({ type: MfaChannel.ref, required: true, description: 'How it is sent for a log-in.' }),
    recoveryChannel: t.field({
      type: MfaChannel.ref,
      required: true,
      description: 'How it is sent to who has lost the first.',
    }),
  }),
});

const UsersInputRef = builder.inputType('CustomerUserSettingsInput', {
  description: 'Settings of customers themselves, all of them: upstream has them as one.',
  fields: (t) => ({
    customerIdFormat: t.field({
      type: IdFormat.ref,
      required: true,
      description: 'How ids are made for customers that are created without one.',
    }),
    existsEnabled: t.boolean({ required: true, description: 'Whether `customerExists` may be asked.' }),
    duplicatePhoneNumbersAllowed: t.boolean({
      required: true,
      description: 'Whether two customers may have the same phone number.',
    }),
    phoneNumbersVerified: t.boolean({ required: true, description: 'Whether phone numbers are verified by SMS.' }),
    mfa: t.field({ type: MfaInputRef, description: 'How they log in with a second factor; without it, they do not.' }),
  }),
});

const AttributeInputRef = builder.inputType('CustomerAttributeDefinitionInput', {
  description: 'An attribute that the merchant defines for customers.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'Name of the attribute; no other may have it.' }),
    type: t.field({ type: AttributeType.ref, required: true, description: 'What values it takes.' }),
    multipleValues: t.boolean({ description: 'Whether a customer may have several values of it. Default: no.' }),
    private: t.boolean({ description: 'Whether customers themselves may not see it. Default: no.' }),
  }),
});

const TokenEventExpiryInputRef = builder.inputType('CustomerTokenEventExpiryInput', {
  description: 'How long an event of a token counts.',
  fields: (t) => ({
    status: t.string({ required: true, description: 'Status that the event gives the token: `OPT_OUT`.' }),
    timeToLive: t.int({ required: true, description: 'Seconds until the event stops counting; 1 or more.' }),
  }),
});

mutation({
  name: 'customerSettingsUpdate',
  description:
    'Changes settings of the account that concern customers. What is left out stays; what is given takes the place of all that was there.',
  input: builder.inputType('CustomerSettingsUpdateInput', {
    description: 'What is to be changed.',
    fields: (t) => ({
      users: t.field({ type: UsersInputRef, description: 'Settings of customers themselves.' }),
      attributes: t.field({ type: [AttributeInputRef], description: 'Attributes that are defined, all of them.' }),
      tokenEventExpiry: t.field({
        type: [TokenEventExpiryInputRef],
        description: 'How long events of tokens count, all of it.',
      }),
      emailAutoTokens: t.field({
        type: [AutoToken.ref],
        description: 'Tokens that every customer gets of the e-mail address; goes with `phoneNumberAutoTokens`.',
      }),
      phoneNumberAutoTokens: t.field({
        type: [AutoToken.ref],
        description: 'Tokens that every customer gets of the phone number; goes with `emailAutoTokens`.',
      }),
    }),
  }),
  calls: updateCustomerSettings,
  names: {
    'auto_tokens.email': 'emailAutoTokens',
    'auto_tokens.phone_number': 'phoneNumberAutoTokens',
    'tokens.event_expiry': 'tokenEventExpiry',
  },
  check: ({ attributes, tokenEventExpiry, emailAutoTokens, phoneNumberAutoTokens }) => {
    const names = (attributes ?? []).map(({ name }) => name);
    return [
      ...names.flatMap((name, index) =>
        problemIf(
          names.indexOf(name) < index,
          ['attributes', index, 'name'],
          'ALREADY_TAKEN',
          'is the name of another one',
        ),
      ),
      ...(tokenEventExpiry ?? []).flatMap(({ timeToLive }, index) =>
        atLeast(1, ['tokenEventExpiry', index, 'timeToLive'], timeToLive),
      ),
      ...problemIf(
        Boolean(emailAutoTokens) !== Boolean(phoneNumberAutoTokens),
        [emailAutoTokens ? 'phoneNumberAutoTokens' : 'emailAutoTokens'],
        'REQUIRED',
        'is needed beside the other one',
      ),
    ];
  },
  body: ({ users, attributes, tokenEventExpiry, emailAutoTokens, phoneNumberAutoTokens }) => ({
    users: users ? wireUsers(users) : undefined,
    attributes: attributes?.map((attribute) => wire(attribute)),
    tokens: tokenEventExpiry ? { event_expiry: tokenEventExpiry.map((expiry) => wire(expiry)) } : undefined,
    auto_tokens:
      emailAutoTokens && phoneNumberAutoTokens
        ? {
            email: emailAutoTokens.map((type) => ({ type })),
            phone_number: phoneNumberAutoTokens.map((type) => ({ type })),
          }
        : undefined,
  }),
  payload: (t) => ({
    settings: t.field({
      type: SettingsRef,
      description: 'The settings as they are now.',
      resolve: ({ result }) => result,
    }),
  }),
});

function wireUsers(users: typeof UsersInputRef.$inferInput) {
  const { mfa } = users;
  return {
    customer_id_format: users.customerIdFormat,
    head: { enabled: users.existsEnabled },
    phone_number_validation: { allow_duplicates: users.duplicatePhoneNumbersAllowed },
    verifications: users.phoneNumbersVerified ? { phone_number: 'sms' as const } : {},
    mfa: mfa
      ? {
          enabled: mfa.enabled,
          login: { challenge_type: 'oob' as const, oob_channel: mfa.loginChannel },
          login_recovery: { challenge_type: 'oob' as const, oob_channel: mfa.recoveryChannel },
        }
      : undefined,
  };
}
