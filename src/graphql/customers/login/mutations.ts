import type { InputProblem } from '../../../kernel/input-error.ts';
import type { ResultOf } from '../../../upstream/endpoint.ts';
import { logIn, requestPasswordReset, startMfaLogIn, startMfaRecovery } from '../../../upstream/endpoints/customers.ts';
import { builder, type InputFields } from '../../builder.ts';
import { closedEnum } from '../../framework/enum.ts';
import { mutation } from '../../framework/mutation.ts';
import { wrongState } from '../../framework/refusal.ts';
import { int } from '../../values/scalars.ts';
import { emailProblems, phoneNumberProblems } from '../customer/input.ts';
import { MfaChannel } from '../settings/settings.ts';

const LoginType = closedEnum('CustomerLoginType', 'Which kind of customer logs in.', {
  customer: 'A person.',
  company: 'A business.',
});

const IdentRef = builder.inputType('CustomerIdentInput', {
  description: 'By what a customer logs in.',
  isOneOf: true,
  fields: (t) => ({
    email: t.text('email', { description: 'The e-mail address.' }),
    phoneNumber: t.text('phoneNumber', { description: 'The phone number, E.164: `+4799999999`.' }),
  }),
});

const who = (t: InputFields) => ({
  ident: t.field({ type: IdentRef, required: true, description: 'By what the customer logs in.' }),
  ...whatFor(t),
});

const whatFor = (t: InputFields) => ({
  type: t.field({ type: LoginType.ref, required: true, description: 'Which kind of customer it is.' }),
  audience: t.string({ required: true, description: 'What the token is for: the address of the account.' }),
});

interface Who {
  readonly ident: typeof IdentRef.$inferInput;
  readonly type: 'customer' | 'company';
  readonly audience: string;
}

function wireWho({ ident: { email, phoneNumber }, type, audience }: Who) {
  const ident = typeof email === 'string' ? email : (phoneNumber ?? '');
  return {
    ident_type: typeof email === 'string' ? ('email' as const) : ('phone_number' as const),
    ident,
    type,
    audience,
  };
}

function identProblems({ ident: { email, phoneNumber } }: Who): InputProblem[] {
  return [...emailProblems(['ident', 'email'], email), ...phoneNumberProblems(['ident', 'phoneNumber'], phoneNumber)];
}

const AccessTokenRef = builder.objectRef<ResultOf<'logIn'>>('CustomerAccessToken');

builder.objectType(AccessTokenRef, {
  description: 'An access token of a customer; it is shown in this answer only.',
  fields: (t) => ({
    accessToken: t.exposeString('access_token', { nullable: false, description: 'The token.' }),
    expiresIn: t.int({
      description: 'Seconds for which it is good.',
      resolve: (token) => int(token.expires_in),
    }),
    refreshToken: t.exposeString('refresh_token', {
      description: 'Refresh token, with which a new access token can be asked for; null where there is none.',
    }),
  }),
});

type Challenge = ResultOf<'startMfaLogIn'> | ResultOf<'startMfaRecovery'>;
const ChallengeRef = builder.objectRef<Challenge>('CustomerMfaChallenge');

builder.objectType(ChallengeRef, {
  description:
    'A log-in that waits for its second factor, which the token endpoint of the account takes (grant `mfa-oob`); its secrets are told in this one answer.',
  fields: (t) => ({
    mfaToken: t.exposeString('mfa_token', { nullable: false, description: 'Token with which the log-in goes on.' }),
    oobCode: t.string({
      description: 'Names the message that was sent; null where a link has to be followed first.',
      resolve: (challenge) => ('oob_code' in challenge ? challenge.oob_code : null),
    }),
    channel: t.field({
      type: MfaChannel.ref,
      description: 'How the second factor is sent; null where upstream does not say.',
      resolve: (challenge) => MfaChannel.read('oob_channel' in challenge ? challenge.oob_channel : undefined),
    }),
    links: t.field({
      type: [LinkRef],
      description: 'Where the log-in goes on.',
      resolve: ({ links }) => [...links],
    }),
  }),
});

const LinkRef = builder.objectRef<Challenge['links'][number]>('CustomerMfaLink');

builder.objectType(LinkRef, {
  description: 'Where a log-in goes on.',
  fields: (t) => ({
    rel: t.exposeString('rel', { description: 'What is there: `mfa_challenge`, `mfa_oob`.' }),
    href: t.exposeString('href', { description: 'Its address.' }),
  }),
});

/** The fields that are served only with the setting `CUSTOMER_LOGIN`. */
export const loginFields: readonly string[] = [
  'customerLogin',
  'customerMfaLogin',
  'customerMfaRecovery',
  'customerPasswordResetRequest',
];

const onlyWith = 'Served only with the setting `CUSTOMER_LOGIN=on`; for apps that have a server of their own.';
const noSecondFactor = wrongState('ident', 'Customers of this account log in without a second factor.');
const names = { ident: 'ident', ident_type: 'ident' };

mutation({
  name: 'customerLogin',
  description: `Logs a customer in by password. Upstream refuses a wrong password: \`UPSTREAM_REFUSED\`. ${onlyWith}`,
  input: builder.inputType('CustomerLoginInput', {
    description: 'Who logs in.',
    fields: (t) => ({
      ...who(t),
      password: t.string({ required: true, description: 'The password; kept nowhere.' }),
    }),
  }),
  calls: logIn,
  names,
  check: identProblems,
  body: ({ password, ...input }) => ({ ...wireWho(input), password }),
  payload: (t) => ({
    token: t.field({ type: AccessTokenRef, description: 'The token.', resolve: ({ result }) => result }),
  }),
});

mutation({
  name: 'customerMfaLogin',
  description: `Begins a log-in with a second factor: the first is checked, the second is sent. ${onlyWith}`,
  input: builder.inputType('CustomerMfaLoginInput', {
    description: 'Who logs in.',
    fields: (t) => ({
      ...who(t),
      secret: t.string({ required: true, description: 'The password or PIN; kept nowhere.' }),
    }),
  }),
  calls: startMfaLogIn,
  refusals: [noSecondFactor],
  names,
  check: identProblems,
  body: ({ secret, ...input }) => ({ ...wireWho(input), secret }),
  payload: (t) => ({
    challenge: t.field({ type: ChallengeRef, description: 'How it goes on.', resolve: ({ result }) => result }),
  }),
});

mutation({
  name: 'customerMfaRecovery',
  description: `Begins a log-in without the password, by what is sent to the customer. ${onlyWith}`,
  input: builder.inputType('CustomerMfaRecoveryInput', { description: 'Who logs in.', fields: (t) => ({ ...who(t) }) }),
  calls: startMfaRecovery,
  refusals: [noSecondFactor],
  names,
  check: identProblems,
  body: wireWho,
  payload: (t) => ({
    challenge: t.field({ type: ChallengeRef, description: 'How it goes on.', resolve: ({ result }) => result }),
  }),
});

mutation({
  name: 'customerPasswordResetRequest',
  description: `Sends a customer an e-mail with which the password can be set anew; whether there is such a customer is not told. ${onlyWith}`,
  input: builder.inputType('CustomerPasswordResetRequestInput', {
    description: 'Whose password.',
    fields: (t) => ({
      email: t.text('email', { required: true, description: 'The e-mail address.' }),
      ...whatFor(t),
    }),
  }),
  calls: requestPasswordReset,
  check: ({ email }) => emailProblems(['email'], email),
  body: ({ email, type, audience }) => ({ email, type, audience }),
  result: () => ({ sent: true }),
  payload: (t) => ({
    sent: t.boolean({ description: 'True when upstream has taken it.', resolve: ({ result }) => result?.sent }),
  }),
});
