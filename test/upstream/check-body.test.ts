import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/kernel/input-error.ts';
import { checkBody } from '../../src/upstream/check-body.ts';
import { endpointTable } from '../../src/upstream/contract/endpoints.ts';
import type { EndpointName } from '../../src/upstream/endpoint.ts';

function problemsOf(operation: EndpointName, body: unknown) {
  try {
    checkBody(operation, body);
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
}

const operationIds = Object.keys(endpointTable).filter((id): id is EndpointName => Object.hasOwn(endpointTable, id));

describe('checkBody', () => {
  it('takes what the contract asks for', () => {
    const body = { token: 'secret', amount: 100, currency: 'NOK', ref_id: 'sale-1' };
    expect(problemsOf('createTransaction', body)).toEqual([]);
  });

  it.each([
    [
      'createTransaction',
      { token: 'secret', card_id: 'k1', amount: 100, currency: 'NOK', ref_id: 'r' },
      [],
      'INVALID_VALUE',
    ],
    ['createTransaction', { amount: 100, currency: 'NOK', ref_id: 'r' }, [], 'INVALID_VALUE'],
    ['createCustomer', { type: 'company' }, ['company'], 'REQUIRED'],
    ['createCustomer', { type: 'customer', company: { bussiness_name: 'A' } }, ['type'], 'INVALID_VALUE'],
  ] as const)('holds %s to what goes together: %j', (operation, body, path, code) => {
    expect(problemsOf(operation, body)).toMatchObject([{ path, code }]);
  });

  it('tells every problem at once, at its place', () => {
    const body = { cards: [{ card_id: 'a'.repeat(256) }, { type: 'voucher' }] };
    expect(problemsOf('createCards', body)).toEqual([
      { path: ['cards', 0, 'card_id'], code: 'TOO_LONG', message: 'must not be longer than 255 characters' },
      { path: ['cards', 1, 'card_id'], code: 'REQUIRED', message: 'is required' },
      { path: ['cards', 1, 'type'], code: 'INVALID_VALUE', message: 'must be one of gift_card, credit_note' },
    ]);
  });

  it('says nothing of the values', () => {
    const body = { cards: [{ card_id: 'GK1', type: 's3cret' }] };
    expect(JSON.stringify(problemsOf('createCards', body))).not.toContain('s3cret');
  });

  it.each(operationIds)('has a check that can be compiled for %s', (operation) => {
    expect(() => problemsOf(operation, 1)).not.toThrow();
  });
});
