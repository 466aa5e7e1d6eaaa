import { describe, expect, it } from 'vitest';
import * as auth from '../../src/upstream/auth.ts';
import { operationTable } from '../../src/upstream/contract/operations.ts';
import * as customers from '../../src/upstream/customers.ts';
import * as discounts from '../../src/upstream/discounts.ts';
import * as locations from '../../src/upstream/locations.ts';
import * as receipts from '../../src/upstream/receipts.ts';
import * as search from '../../src/upstream/search.ts';
import * as shopping from '../../src/upstream/shopping.ts';
import * as wallets from '../../src/upstream/wallets.ts';

describe('the operations by name', () => {
  it('are those of the contract, each once, but for the hooks service', () => {
    const named = [auth, customers, discounts, locations, receipts, search, shopping, wallets]
      .flatMap((service) => Object.values(service))
      .map(({ id }) => id);
    const described = Object.entries(operationTable).filter(([, { service }]) => service !== 'hooks');
    expect(named.toSorted()).toEqual(described.map(([id]) => id).toSorted());
  });
});
