import { verifyCommunication } from '../../../upstream/endpoints/customers.ts';
import { builder } from '../../builder.ts';
import { mutation } from '../../framework/mutation.ts';
import { ownCustomerId } from '../../framework/owned-input.ts';

const ChannelRef = builder.enumType('CustomerVerificationField', {
  description: 'Which address of a customer is verified.',
  values: {
    EMAIL: { value: 'email', description: 'The e-mail address.' },
    PHONE_NUMBER: { value: 'phone_number', description: 'The phone number.' },
  } as const,
});

const noAddress = { at: 'customerId', message: 'There is no such customer, or no such address of the customer.' };

mutation({
  name: 'customerVerificationSend',
  description: 'Sends a code to an address of a customer, so that it can be verified.',
  input: builder.inputType('CustomerVerificationSendInput', {
    description: 'The customer, and the address.',
    fields: (t) => ({
      customerId: ownCustomerId(t),
      field: t.field({ type: ChannelRef, required: true, description: 'Which address.' }),
    }),
  }),
  calls: verifyCommunication,
  ofViewer: true,
  missing: noAddress,
  body: () => ({}),
  path: ({ field }) => ({ operation: 'send-verification-code' as const, field }),
  result: () => ({ sent: true }),
  payload: (t) => ({
    sent: t.boolean({ description: 'True when the code is on its way.', resolve: ({ result }) => result?.sent }),
  }),
});

mutation({
  name: 'customerVerificationConfirm',
  description: 'Confirms an address of a customer by the code that was sent to it.',
  input: builder.inputType('CustomerVerificationConfirmInput', {
    description: 'The customer, the address, and the code.',
    fields: (t) => ({
      customerId: ownCustomerId(t),
      field: t.field({ type: ChannelRef, required: true, description: 'Which address.' }),
      code: t.string({ required: true, description: 'The code that was sent.' }),
    }),
  }),
  calls: verifyCommunication,
  ofViewer: true,
  refusals: [{ code: 'INVALID_VALUE', at: 'code', message: 'This is not the code that was sent.' }],
  missing: noAddress,
  body: ({ code }) => ({ code }),
  path: ({ field }) => ({ operation: 'confirm-verification-code' as const, field }),
  result: () => ({ verified: true }),
  payload: (t) => ({
    verified: t.boolean({
      description: 'True when the address is verified now.',
      resolve: ({ result }) => result?.verified,
    }),
  }),
});
