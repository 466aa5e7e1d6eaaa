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
    ['a list in `scopes`', { scopes: list }],
    ['a text in `scopes`', { scopes: list.join(' ') }],
    ['a list in `scopes` where `scope` is null', { scope: null, scopes: list }],
    ['`scope` before the others', { scope: list, scp: ['admin:customers'], permissions: ['admin:wallets'] }],
    ['`scp` before `permissions`', { scp: list, permissions: ['admin:wallets'] }],
    ['a list with things that are no scopes in it', { scope: [...list, 1, null, ['admin:customers']] }],
  ])('are read from %s', async (_, claims) => {
    await expect(scopesOf(claims)).resolves.toEqual(list);
  });

  it.each([
    ['there is no such claim', {}],
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
    ['customers:read', 'read:customers'],
    ['receipts:write', 'write:receipts'],
    ['customers:user', 'user:customers'],
    ['checkout:admin', 'admin:checkout'],
    ['admin:account', 'admin:accounts'],
    ['accounts:auth:users', 'write:accounts:/auth/users'],
    ['customer_customers:read', 'customer_customers:read'],
    ['customer_customers:write', 'customer_customers:write'],
    ['customer_discounts:read', 'customer_discounts:read'],
    ['customer_receipts:read', 'customer_receipts:read'],
  ])('of a guide mean what it grants: %s is %s', async (written, known) => {
    await expect(scopesOf({ scope: [written, 'read:wallets'], sub: 'C1' })).resolves.toEqual([known, 'read:wallets']);
  });

  it.each(['read:customers', 'write:wallets:/info', 'public', 'user:receipts'])(
    'that the contract knows stay as they are: %j',
    async (scope) => {
      await expect(scopesOf({ scope: [scope] })).resolves.toEqual([scope]);
    },
  );

  it.each([
    'openid',
    'billing:admin',
    'customer_orders:read',
    'customer_wallets:admin',
    'customer_receipts:write',
    'account_accounts:read',
    'customer_customers:delete',
    'customer_customers:read:/info',
    'Customer_customers:read',
    'other_customer_customers:read',
    'x customer_customers:read',
    'customer_customers:read\n',
    '__proto__',
    `read:${'x'.repeat(1_000)}`,
  ])('that the contract does not know are left out: %j', async (scope) => {
    await expect(scopesOf({ scope: [scope, 'read:wallets'] })).resolves.toEqual(['read:wallets']);
  });
});

describe('the customer of a token', () => {
  it('is its subject where it holds a `user:` scope', async () => {
    await expect(viewerOf({ sub: 'C/1 +', scope: 'user:customers' })).resolves.toMatchObject({
      kind: 'CUSTOMER',
      customerId: 'C/1 +',
    });
  });

  it.each(['customer_customers:read', 'customer_customers:write', 'customer_discounts:read', 'customer_receipts:read'])(
    'is its subject where it holds %s alone, as the log-in guide has it',
    async (scope) => {
      await expect(viewerOf({ sub: 'C1', scope })).resolves.toMatchObject({ kind: 'CUSTOMER', customerId: 'C1' });
    },
  );

  it('is the configured claim and no other', async () => {
    const options = { customerClaim: 'customer_id' };
    await expect(viewerOf({ customer_id: 'C1', sub: 'S1', scope: 'user:customers' }, options)).resolves.toMatchObject({
      customerId: 'C1',
    });
    await expect(viewerOf({ sub: 'S1', scope: 'user:customers read:receipts' }, options)).resolves.toMatchObject({
      kind: 'CLIENT',
      customerId: null,
    });
  });

  it.each([
    ['C1001', 'C1001'],
    ['dintero:user:C1001', 'C1001'],
    ['dintero:user:', 'dintero:user:'],
    ['dintero:client:C1', 'dintero:client:C1'],
    ['6f1c1f3e-1b1a-4a54-9f0a-0a8f0a8f0a8f', '6f1c1f3e-1b1a-4a54-9f0a-0a8f0a8f0a8f'],
  ])('is by default in %s: %s', async (sub, customerId) => {
    await expect(viewerOf({ sub, scope: 'user:customers' })).resolves.toMatchObject({ customerId });
  });

  it.each([
    ['a:C1:z', 'C1'],
    ['b:C1', 'C1'],
    ['a::z', null],
    ['a:z', null],
    ['xa:C1:z', null],
    ['C1', null],
    ['b: C1', null],
  ])('is what a form of the claim leaves: %s is %s', async (sub, customerId) => {
    const options = { customerForms: ['a:{customer}:z', 'b:{customer}'] };
    await expect(viewerOf({ sub, scope: 'user:customers read:receipts' }, options)).resolves.toMatchObject({
      customerId,
    });
  });

  it('is nobody in a client’s own token, which may hold `user:` scopes to log customers in', async () => {
    for (const claims of [{ gty: 'client-credentials' }, { azp: 'client' }, { client_id: 'client' }]) {
      const viewer = await viewerOf({ ...claims, sub: 'client', scope: 'user:customers' });
      expect(viewer).toMatchObject({ kind: 'CLIENT', customerId: null });
    }
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

  it.each([
    ['', 'a text of another form'],
    [' C1', 'a text of another form'],
    ['C1\u0000', 'a text of another form'],
    ['..', 'a text of another form'],
    ['C1/../C2', 'a text of another form'],
    ['%2e%2e/C2', 'a text of another form'],
    ['x'.repeat(256), 'a text of another form'],
    [undefined, 'missing'],
    [null, 'missing'],
    [1, 'a number'],
    [['C1'], 'an object'],
    [{ id: 'C1' }, 'an object'],
    [true, 'a boolean'],
  ])('must be named by a token for own data only: %j does not', async (claim, shape) => {
    const options = { customerClaim: 'customer_id' };
    const own = { customer_id: claim, scope: 'user:customers public' };
    await expect(viewerOf(own, options)).rejects.toMatchObject({
      refusal: { check: 'customer', seen: `customer_id is ${shape}` },
    });
    const staff = { ...own, scope: 'user:customers read:receipts' };
    await expect(viewerOf(staff, options)).resolves.toMatchObject({ customerId: null });
  });

  it.each(['constructor', '__proto__', 'toString'])(
    'is nobody where the claim is called %s and is not there',
    async (customerClaim) => {
      await expect(viewerOf({ scope: 'user:customers' }, { customerClaim })).rejects.toMatchObject({
        refusal: { check: 'customer' },
      });
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
  const options = { audiences: [audience, other, 'https://api.example.com', 'https://P00000004@api.dintero.com'] };

  it.each([
    ['T00000001', 'the audience names it', audience],
    ['P00000002', 'another accepted audience names it', other],
    [
      'P00000002',
      'the first accepted one of a list names it',
      ['https://api.dintero.com/v1/accounts/P00000003', other, audience],
    ],
    ['T00000001', 'the audience names none', 'https://api.example.com'],
    ['P00000004', 'its other form names it', 'https://P00000004@api.dintero.com'],
  ])('is %s where %s', async (accountId, _, aud) => {
    await expect(viewerOf({ aud }, options)).resolves.toMatchObject({ accountId });
  });
});
