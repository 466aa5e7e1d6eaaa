import { describe, expect, it } from 'vitest';
import { undeclared } from './foretold.ts';

const query = '{ customer(customerId: "C1001") { tags { tag } } }';

describe('calls that a document does not declare', () => {
  it('are none where each is declared by a field of it', () => {
    expect(undeclared(query, {}, ['getCustomer', 'listTagsOfCustomer'])).toEqual([]);
  });

  it('are told by name', () => {
    expect(undeclared(query, {}, ['getCustomer', 'listCustomerCards'])).toEqual(['listCustomerCards']);
    expect(undeclared(query, {}, [null])).toEqual([null]);
  });

  it('are all calls of a document that is not valid', () => {
    expect(undeclared('{ nothing }', {}, ['getCustomer'])).toEqual(['getCustomer']);
  });
});
