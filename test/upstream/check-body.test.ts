import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/kernel/input-error.ts';
import { checkBody } from '../../src/upstream/check-body.ts';
import { operationTable } from '../../src/upstream/contract/operations.ts';
import type { OperationId } from '../../src/upstream/operation.ts';

function problemsOf(operation: OperationId, body: unknown) {
  try {
    checkBody(operation, body);
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
}

const operationIds = Object.keys(operationTable).filter((id): id is OperationId => Object.hasOwn(operationTable, id));

describe('checkBody', () => {
  it('takes what the contract asks for', () => {
    const body = { card_token: 'secret', amount: 100, currency: 'NOK', ref_id: 'sale-1' };
    expect(problemsOf('aid_cards_transactions_post', body)).toEqual([]);
  });

  it('tells every problem at once, at its place', () => {
    const body = { cards: [{ card_id: 'a'.repeat(256) }, { type: 'voucher' }] };
    expect(problemsOf('aid_cards_batch_post', body)).toEqual([
      { path: ['cards', 0, 'card_id'], message: 'must have at most 255 characters' },
      { path: ['cards', 1, 'card_id'], message: 'is required' },
      { path: ['cards', 1, 'type'], message: 'must be one of gift_card, credit_note' },
    ]);
  });

  it('says nothing of the values', () => {
    const body = { cards: [{ card_id: 'GK1', type: 's3cret' }] };
    expect(JSON.stringify(problemsOf('aid_cards_batch_post', body))).not.toContain('s3cret');
  });

  it.each(operationIds)('has a check that can be compiled for %s', (operation) => {
    expect(() => problemsOf(operation, 1)).not.toThrow();
  });
});
