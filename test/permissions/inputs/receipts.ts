import type { SandboxState } from '../../../src/sandbox/state.ts';
import type { Special } from '../special.ts';

/** Inputs of the mutations of receipts, `'Mutation.x': { input }`, about C1001 or nobody unless they name an owner. */
export function receiptsInputs({
  receipts,
  receiptsOf,
  receiptTokens,
}: SandboxState): Readonly<Record<string, Special>> {
  const customerId = 'C1001';
  const [token] = receiptTokens.keys();
  const nobodys = [...receipts.values()].find(({ customer_id }) => customer_id === undefined)?.id;
  const [receiptId] = receiptsOf.get(customerId) ?? [];
  return {
    'Mutation.receiptsCreate': {
      input: {
        receipts: [
          {
            receiptId: 'permissions',
            store: { storeId: 'L-01' },
            purchasedAt: '2026-11-01T12:00:00Z',
            currency: 'NOK',
          },
        ],
      },
    },
    'Mutation.receiptClaim': { input: { token, customerId } },
    'Mutation.receiptUpdate': { input: { receiptId: nobodys, customerId } },
    'Mutation.receiptCustomerChange': { input: { receiptId, customerId, newCustomerId: 'C1002' } },
  };
}
