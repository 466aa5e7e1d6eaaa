import { secret } from '../../../src/sandbox/personas.ts';
import type { SandboxState } from '../../../src/sandbox/state.ts';
import type { Special } from '../special.ts';

/** Inputs of the mutations of customers, `'Mutation.x': { input }`, about C1001 or nobody unless they name an owner. */
export function customersInputs({ customers, tags, terms, tokensOf }: SandboxState): Readonly<Record<string, Special>> {
  const customerId = 'C1001';
  const [tagId] = tags.keys();
  const [termId] = terms.keys();
  const [token] = tokensOf.get(customerId) ?? [];
  const who = {
    ident: { email: customers.get(customerId)?.email },
    type: 'CUSTOMER',
    audience: 'https://api.dintero.com/v1/accounts/T00000001',
  };
  return {
    'Mutation.customerLogin': { input: { ...who, password: secret } },
    'Mutation.customerMfaLogin': { input: { ...who, secret } },
    'Mutation.customerMfaRecovery': { input: who },
    'Mutation.customerPasswordResetRequest': {
      input: { email: 'ola@example.com', type: 'CUSTOMER', audience: 'https://example.com' },
    },
    'Mutation.customerSettingsUpdate': { input: { tokenEventExpiry: [] } },
    'Mutation.customerTokenEventAdd': { input: { token: { type: 'APP', value: 'permissions' }, event: 'seen' } },
    'Mutation.customerTokenEventsDelete': { input: { token: { type: 'APP', value: 'permissions' } } },
    'Mutation.customerCreate': { input: { details: { firstName: 'Ola' } } },
    'Mutation.customerUpdate': { input: { customerId, details: { firstName: 'Ola' } } },
    'Mutation.customerDelete': { input: { customerId } },
    'Mutation.customerIdChange': { input: { customerId, newCustomerId: 'C9' } },
    'Mutation.customerTagsReplace': { input: { customerId, tagIds: [tagId] } },
    'Mutation.customerTokenAdd': { input: { customerId, type: 'APP', value: 'permissions' } },
    'Mutation.customerTokenRemove': { input: { customerId, tokenId: token?.token_id ?? token?.id } },
    'Mutation.customerTagCreate': { input: { tag: 'permissions' } },
    'Mutation.customerTagDelete': { input: { tagId } },
    'Mutation.customerTermCreate': { input: { terms: 'permissions' } },
    'Mutation.customerTermDelete': { input: { termId } },
    'Mutation.customerVerificationSend': { input: { customerId, field: 'EMAIL' } },
    'Mutation.customerVerificationConfirm': { input: { customerId, field: 'EMAIL', code: '123456' } },
  };
}
