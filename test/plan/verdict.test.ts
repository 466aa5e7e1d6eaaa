import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { anonymous, type Viewer } from '../../src/auth/viewer.ts';
import { schema } from '../../src/graphql/schema.ts';
import { encodeGlobalId } from '../../src/kernel/global-id.ts';
import { decisions as foretold } from '../../src/plan/decisions.ts';
import { type SelectOptions, select } from '../../src/plan/selection.ts';

const helpdesk: Viewer = { ...anonymous, kind: 'CLIENT', scopes: new Set(['read:customers', 'read:receipts']) };
const kari: Viewer = {
  ...anonymous,
  kind: 'CUSTOMER',
  customerId: 'C1001',
  scopes: new Set(['user:customers', 'user:wallets']),
};

function decisions(source: string, viewer: Viewer, options?: SelectOptions) {
  const found = foretold(schema, select(schema, parse(source), options), viewer);
  return [...found].map(([{ coordinate }, verdict]) => {
    if (verdict.decision === 'denied') return `${coordinate}: ${verdict.denial.code} at ${verdict.denial.coordinate}`;
    return `${coordinate}: ${verdict.decision === 'depends' ? `depends on ${verdict.on}` : 'allowed'}`;
  });
}

describe('verdicts', () => {
  it('say what the scopes admit to', () => {
    expect(
      decisions(
        '{ customer(customerId: "C1") { firstName receipts { nodes { id } } walletCards { nodes { id } } } }',
        helpdesk,
      ),
    ).toEqual([
      'Query.customer: allowed',
      'Customer.receipts: allowed',
      'Customer.walletCards: INSUFFICIENT_SCOPE at Customer.walletCards',
    ]);
  });

  it('tell what is required, held and missing', () => {
    const [verdict] = foretold(schema, select(schema, parse('{ walletCard(cardId: "1") { id } }')), helpdesk).values();
    expect(verdict).toEqual({
      decision: 'denied',
      denial: {
        code: 'INSUFFICIENT_SCOPE',
        coordinate: 'Query.walletCard',
        required: [['read:wallets'], ['admin:wallets']],
        granted: ['read:customers', 'read:receipts'],
        missing: [['read:wallets'], ['admin:wallets']],
      },
    });
  });

  it('ask for a token where there is none', () => {
    expect(decisions('{ customers { nodes { id } } }', anonymous)).toEqual([
      'Query.customers: UNAUTHENTICATED at Query.customers',
    ]);
  });

  it.each([
    ['a literal', '{ customer(customerId: "C1001") { walletCards { nodes { id } } } }', {}],
    [
      'a variable',
      'query ($id: String!) { customer(customerId: $id) { walletCards { nodes { id } } } }',
      { variables: { id: 'C1001' } },
    ],
  ])('admit a customer to their own data named by %s, and to what hangs on it', (_, source, options) => {
    expect(decisions(source, kari, options)).toEqual(['Query.customer: allowed', 'Customer.walletCards: allowed']);
  });

  it('admit a customer by `me`', () => {
    expect(decisions('{ me { walletCards { nodes { id } } } }', kari)).toEqual([
      'Query.me: allowed',
      'Customer.walletCards: allowed',
    ]);
  });

  it('refuse a customer the data of another', () => {
    expect(decisions('{ customer(customerId: "C2") { walletCards { nodes { id } } } }', kari)).toEqual([
      'Query.customer: NOT_OWNER at Query.customer',
      'Customer.walletCards: NOT_OWNER at Customer.walletCards',
    ]);
  });

  it('depend on whose data it is while the id is not known', () => {
    expect(
      decisions('query ($id: String!) { customer(customerId: $id) { walletCards { nodes { id } } } }', kari),
    ).toEqual(['Query.customer: depends on owner', 'Customer.walletCards: depends on owner']);
  });

  it('follow the type that a global id names', () => {
    const source = 'query ($id: ID!) { node(id: $id) { id } }';
    const at = (type: string, ...keys: string[]) => ({ variables: { id: encodeGlobalId(type, ...keys) } });
    expect(decisions(source, helpdesk, at('Customer', 'C1'))).toEqual(['Query.node: allowed']);
    expect(decisions(source, helpdesk, at('WalletCard', 'GK1'))).toEqual([
      'Query.node: INSUFFICIENT_SCOPE at WalletCard',
    ]);
    expect(decisions(source, kari, at('Customer', 'C1001'))).toEqual(['Query.node: allowed']);
    expect(decisions(source, kari, at('Customer', 'C2'))).toEqual(['Query.node: NOT_OWNER at Customer']);
    expect(decisions(source, helpdesk)).toEqual(['Query.node: depends on arguments']);
  });

  it('allow what the parent carries for certain', () => {
    const till: Viewer = { ...helpdesk, scopes: new Set(['write:wallets:/info']) };
    expect(decisions('{ walletCardByToken(token: "t") { balance { amount } } }', till)).toEqual([
      'Query.walletCardByToken: allowed',
      'WalletCard.balance: allowed',
    ]);
  });

  it('leave to the parent what it may carry', () => {
    const page: Viewer = { ...helpdesk, scopes: new Set(['public:discounts']) };
    expect(decisions('{ publicDiscount(discountId: "1") { statistics { usage } } }', page)).toEqual([
      'Query.publicDiscount: allowed',
      'Discount.statistics: depends on parent',
    ]);
  });
});
