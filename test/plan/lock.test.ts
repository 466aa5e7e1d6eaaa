import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { lockOf, lockProblems } from '../../src/advice/lock.ts';
import { schema } from '../../src/graphql/schema.ts';
import { select } from '../../src/plan/selection.ts';

function named(name: string, source: string) {
  return { name, selection: select(schema, parse(source)) };
}

const cards = named('Cards', '{ me { walletCards { nodes { cardId } } } }');
const lock = lockOf(schema, [cards], 'customer');

describe('a lock of scopes', () => {
  it('holds the least powerful scope set of each operation', () => {
    expect(lock).toEqual({
      audience: 'customer',
      operations: { Cards: ['user:customers:/customer/details', 'user:wallets'] },
    });
    expect(lockProblems(schema, 'mobile', [cards], lock)).toEqual([]);
  });

  it('fails a change that needs a new scope, with app, operation, field and scope', () => {
    const more = named('Cards', '{ me { walletCards { nodes { cardId } } receipts { nodes { id } } } }');
    expect(lockProblems(schema, 'mobile', [more], lock)).toEqual([
      'mobile Cards: Customer.receipts needs user:receipts',
    ]);
  });

  it('fails a change that no such token can hold the scopes for', () => {
    const staff = named('Cards', '{ walletCards { nodes { cardId } } }');
    expect(lockProblems(schema, 'mobile', [staff], lock)).toEqual([
      'mobile Cards: Query.walletCards needs what no such token holds',
    ]);
    expect(() => lockOf(schema, [staff], 'customer')).toThrow(
      'Cards: Query.walletCards is closed to a customer token.',
    );
  });

  it('lets an operation need less', () => {
    expect(lockProblems(schema, 'mobile', [named('Cards', '{ me { customerId } }')], lock)).toEqual([]);
  });

  it('may hold nothing that is more powerful than need be', () => {
    const cards = named('Cards', '{ walletCards { nodes { cardId } } }');
    const powerful = { audience: 'staff', operations: { Cards: ['admin:wallets'] } } as const;
    expect(lockProblems(schema, 'helpdesk', [cards], powerful)).toEqual([
      'helpdesk Cards: admin:wallets is too powerful, read:wallets would do',
    ]);
  });

  it('names operations that came or went', () => {
    expect(lockProblems(schema, 'mobile', [named('Other', '{ me { customerId } }')], lock)).toEqual([
      'mobile Other: is not in the lock',
      'mobile Cards: is in the lock, but no document any more',
    ]);
  });
});
