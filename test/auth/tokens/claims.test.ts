import { describe, expect, it } from 'vitest';
import type { VerifierOptions } from '../../../src/auth/tokens/verify.ts';
import { audience, newSigner, verifierOf } from './signer.ts';

const signer = await newSigner();

type Claims = Readonly<Record<string, unknown>>;

async function viewerOf(claims: Claims, options: Partial<VerifierOptions> = {}) {
  return verifierOf([signer.jwk], options)(`Bearer ${await signer.sign(claims)}`);
}

async function scopesOf(claims: Claims, options: Partial<VerifierOptions> = {}): Promise<string[]> {
  return [...(await viewerOf(claims, options)).scopes];
}

describe('the scopes of a token', () => {
  const list = ['read:customers', 'write:wallets:/info'];

  it.each([
    ['a list in `scope`', { scope: list }],
    ['a text in `scope`', { scope: list.join(' ') }],
    ['a text with wide gaps', { scope: ` ${list.join('   ')} ` }],
    ['a list in `scp`', { scp: list }],
    ['a text in `scp`', { scp: list.join(' ') }],
    ['a list in `permissions`', { permissions: list }],
    ['`scope` before the others', { scope: list, scp: ['admin:customers'], permissions: ['admin:wallets'] }],
    ['`scp` before `permissions`', { scp: list, permissions: ['admin:wallets'] }],
    ['a list with things that are no scopes in it', { scope: [...list, 1, null, ['admin:customers']] }],
  ])('are read from %s', async (_, claims) => {
    await expect(scopesOf(claims)).resolves.toEqual(list);
  });

  it.each([
    ['there is no such claim', {}],
    ['the claim is an object', { scope: { 'admin:customers': true } }],
    ['the claim is true', { scope: true }],
    ['the claim is an empty text', { scope: '', permissions: ['admin:customers'] }],
    ['the claim is an empty list', { scope: [], permissions: ['admin:customers'] }],
  ])('are none where %s', async (_, claims) => {
    await expect(scopesOf(claims)).resolves.toEqual([]);
  });

  it('are read from the configured claim and no other', async () => {
    const options = { scopeClaims: ['https://example.com/scopes'] };
    await expect(
      scopesOf({ 'https://example.com/scopes': ['read:receipts'], scope: 'admin:customers' }, options),
    ).resolves.toEqual(['read:receipts']);
    await expect(scopesOf({ scope: 'admin:customers' }, options)).resolves.toEqual([]);
  });

  it.each([
    ['customer_customers:read', 'read:customers'],
    ['customer_receipts:write', 'write:receipts'],
    ['customer_wallets:admin', 'admin:wallets'],
    ['customer_discounts:public', 'public:discounts'],
    ['order_shopping:user', 'user:shopping'],
    ['account_locations:read', 'read:locations'],
    ['account_accounts:read', 'read:accounts'],
    ['discount_automations:write', 'write:automations'],
  ])('of the old spelling are known: %s is %s', async (old, current) => {
    await expect(scopesOf({ scope: [old] })).resolves.toEqual([current]);
  });

  it.each([
    'read:customers',
    'write:wallets:/info',
    'public',
    'customers:read',
    'customer_orders:read',
    'customer_customers:delete',
    'customer_customers:read:/info',
    'Customer_customers:read',
    'other_customer_customers:read',
    'x customer_customers:read',
    'customer_customers:read\n',
    '__proto__',
  ])('that are not of the old spelling stay as they are: %j', async (scope) => {
    await expect(scopesOf({ scope: [scope] })).resolves.toEqual([scope]);
  });
});

describe('the customer of a token', () => {
  it('is its subject where it holds a `user:` scope', async () => {
    await expect(viewerOf({ sub: 'C/1 +', scope: 'user:customers' })).resolves.toMatchObject({
      kind: 'CUSTOMER',
      customerId: 'C/1 +',
    });
  });

  it('is known by a `user:` scope of the old spelling too', async () => {
    await expect(viewerOf({ sub: 'C1', scope: 'customer_customers:user' })).resolves.toMatchObject({
      kind: 'CUSTOMER',
      customerId: 'C1',
    });
  });

  it('is the configured claim and no other', async () => {
    const options = { customerClaim: 'customer_id' };
    await expect(viewerOf({ customer_id: 'C1', sub: 'S1', scope: 'user:customers' }, options)).resolves.toMatchObject({
      customerId: 'C1',
    });
    await expect(viewerOf({ sub: 'S1', scope: 'user:customers' }, options)).resolves.toMatchObject({
      kind: 'CLIENT',
      customerId: null,
    });
  });

  it.each([
    ['', 'no scope at all'],
    ['read:customers admin:wallets', 'staff scopes'],
    ['public public:discounts', 'public scopes'],
    ['user', 'a scope that only looks like it'],
    ['superuser:customers', 'a scope that ends like it'],
  ])('is nobody where it holds %j: %s', async (scope) => {
    await expect(viewerOf({ sub: 'C1', scope })).resolves.toMatchObject({ kind: 'CLIENT', customerId: null });
  });

  it.each(['', ' C1', 'C1\u0000', '..', 'C1/../C2', '%2e%2e/C2', 'x'.repeat(256), undefined])(
    'is nobody where the claim is no valid id: %j',
    async (sub) => {
      await expect(viewerOf({ sub, scope: 'user:customers' })).resolves.toMatchObject({ customerId: null });
    },
  );

  it.each([[1], [['C1']], [{ id: 'C1' }], [true], [null]])(
    'is nobody where the claim is no text: %j',
    async (claim) => {
      const viewer = await viewerOf({ customer_id: claim, scope: 'user:customers' }, { customerClaim: 'customer_id' });
      expect(viewer.customerId).toBeNull();
    },
  );

  it.each(['constructor', '__proto__', 'toString'])(
    'is nobody where the claim is called %s and is not there',
    async (name) => {
      const viewer = await viewerOf({ scope: 'user:customers' }, { customerClaim: name });
      expect(viewer.customerId).toBeNull();
    },
  );
});

describe('the kind of a viewer', () => {
  it.each([
    ['CLIENT', 'its claims say nothing', {}],
    ['CLIENT', 'it says client credentials', { gty: 'client-credentials', email: 'client@example.com' }],
    ['CLIENT', 'its subject is the party', { sub: 'app', azp: 'app', email: 'client@example.com' }],
    ['CLIENT', 'its subject is the client', { sub: 'app', client_id: 'app', email: 'client@example.com' }],
    ['STAFF', 'it has an address', { sub: 'person', azp: 'backoffice', email: 'person@example.com' }],
    ['STAFF', 'it has an address and no subject', { sub: undefined, email: 'person@example.com' }],
    ['CUSTOMER', 'it owns data', { sub: 'C1', email: 'person@example.com', scope: 'user:receipts' }],
  ])('is %s where %s', async (kind, _, claims) => {
    await expect(viewerOf(claims)).resolves.toMatchObject({ kind });
  });
});

describe('the account of a viewer', () => {
  const other = 'https://api.dintero.com/v1/accounts/P00000002';
  const options = { audiences: [audience, other, 'https://api.example.com'] };

  it.each([
    ['T00000001', 'the audience names it', audience],
    ['P00000002', 'another accepted audience names it', other],
    [
      'P00000002',
      'the first accepted one of a list names it',
      ['https://api.dintero.com/v1/accounts/P00000003', other, audience],
    ],
    ['T00000001', 'the audience names none', 'https://api.example.com'],
  ])('is %s where %s', async (accountId, _, aud) => {
    await expect(viewerOf({ aud }, options)).resolves.toMatchObject({ accountId });
  });
});
