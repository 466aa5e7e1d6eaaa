import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
let off: Harness;
beforeAll(async () => {
  harness = await startHarness({ CUSTOMER_LOGIN: 'on' });
  off = await startHarness();
});
afterAll(async () => {
  await harness.close();
  await off.close();
});

const audience = 'https://api.dintero.com/v1/accounts/T00000001';
const logInScopes = ['write:accounts:/auth/users', 'create:accounts:auth:refresh_token', 'user:customers'];
const app = async (scopes = logInScopes) => ({ token: await harness.sandbox.issue({ scopes }) });
const customer = () => {
  const found = harness.sandbox.state.customers.get('C1001');
  if (typeof found?.email !== 'string') throw new Error('C1001 has no e-mail address.');
  return { email: found.email, phoneNumber: found.phone_number };
};
const who = () => ({ ident: { email: customer().email }, type: 'CUSTOMER', audience });

const inputs = () => ({
  customerLogin: { ...who(), password: 'sandbox-secret' },
  customerMfaLogin: { ...who(), secret: 'sandbox-secret' },
  customerMfaRecovery: who(),
  customerPasswordResetRequest: { email: customer().email, type: 'CUSTOMER', audience },
});

describe('Mutation.customerLogin', () => {
  it('gives a customer a token, by which they see their own data', async () => {
    for (const ident of [{ email: customer().email }, { phoneNumber: customer().phoneNumber }]) {
      const input = { ...who(), ident, password: 'sandbox-secret' };
      const selection = 'token { accessToken expiresIn refreshToken }';
      const { data, calls } = await harness.mutate('customerLogin', input, selection, await app());
      expect(data.customerLogin).toMatchObject({
        token: { expiresIn: 14_400, refreshToken: expect.any(String) },
        userErrors: [],
      });
      expect(calls).toEqual(['logIn']);
      const me = await harness.ask('{ me { customerId } }', { token: data.customerLogin.token.accessToken });
      expect(me.data).toEqual({ me: { customerId: 'C1001' } });
    }
  });

  it('takes the password that the customer has set', async () => {
    const details = { password: 'correct horse' };
    const setter = await app(['admin:customers', 'write:accounts:/auth/users']);
    await harness.mutate('customerUpdate', { customerId: 'C1002', details }, '__typename', setter);
    const { email, type } = harness.sandbox.state.customers.get('C1002') ?? {};
    const input = { ident: { email }, type: type?.toUpperCase(), audience };
    const right = await harness.mutate(
      'customerLogin',
      { ...input, password: 'correct horse' },
      'token { expiresIn }',
      await app(),
    );
    expect(right.data.customerLogin.token).toEqual({ expiresIn: 14_400 });
    const wrong = await harness.mutate(
      'customerLogin',
      { ...input, password: 'sandbox-secret' },
      '__typename',
      await app(),
    );
    expect(wrong.codes).toEqual(['UPSTREAM_REFUSED']);
  });

  it('says nothing of the password, or of the customer, when it is wrong', async () => {
    const answer = await harness.mutate(
      'customerLogin',
      { ...who(), password: 'geheim-42' },
      '__typename',
      await app(),
    );
    expect(answer).toMatchObject({ data: { customerLogin: null }, codes: ['UPSTREAM_REFUSED'] });
    expect(JSON.stringify(answer.errors)).not.toMatch(/geheim|C1001|@/);
    expect(JSON.stringify(harness.sandbox.calls)).not.toMatch(/geheim|@/);
  });

  it('needs a second factor where the account asks for one, unless the caller may do without', async () => {
    const { users } = harness.sandbox.state.settings;
    const factor = { challenge_type: 'oob', oob_channel: 'sms' } as const;
    const mfa = { enabled: true, login: factor, login_recovery: factor };
    harness.sandbox.state.settings = { users: { customer_id_format: 'uuid', ...users, mfa } };
    const input = inputs().customerLogin;
    expect((await harness.mutate('customerLogin', input, '__typename', await app())).codes).toEqual([
      'UPSTREAM_REFUSED',
    ]);
    const without = await app(['write:accounts:/auth/users/no-mfa']);
    expect((await harness.mutate('customerLogin', input, 'token { expiresIn }', without)).errors).toEqual([]);

    const selection = 'challenge { mfaToken oobCode channel links { rel href } }';
    const begun = await harness.mutate('customerMfaLogin', inputs().customerMfaLogin, selection, await app());
    expect(begun.data.customerMfaLogin.challenge).toEqual({
      mfaToken: expect.any(String),
      oobCode: null,
      channel: 'SMS',
      links: [{ rel: 'mfa_challenge', href: `${audience}/auth/mfa/challenge` }],
    });
    const recovered = await harness.mutate('customerMfaRecovery', who(), selection, await app());
    expect(recovered.data.customerMfaRecovery.challenge).toMatchObject({ oobCode: expect.any(String), channel: null });
    harness.sandbox.state.settings = { users: { customer_id_format: 'uuid', ...users } };
  });
});

describe('Mutation.customerMfaLogin', () => {
  it('says that the account asks for no second factor', async () => {
    const { data } = await harness.mutate('customerMfaLogin', inputs().customerMfaLogin, '__typename', await app());
    expect(data.customerMfaLogin.userErrors).toMatchObject([{ code: 'WRONG_STATE', field: ['input', 'ident'] }]);
  });
});

describe('Mutation.customerPasswordResetRequest', () => {
  it('answers the same whether there is such a customer or not', async () => {
    for (const email of [customer().email, 'nobody@example.com']) {
      const input = { email, type: 'CUSTOMER', audience };
      const { data } = await harness.mutate('customerPasswordResetRequest', input, 'sent', await app());
      expect(data.customerPasswordResetRequest).toEqual({ sent: true, userErrors: [] });
    }
  });
});

describe('every mutation of log-in', () => {
  const names = ['customerLogin', 'customerMfaLogin', 'customerMfaRecovery', 'customerPasswordResetRequest'] as const;

  it.each(names)('is not there unless it is switched on: %s', async (name) => {
    const { codes, calls } = await off.mutate(name, inputs()[name], '__typename');
    expect(new Set(codes)).toEqual(new Set(['GRAPHQL_VALIDATION_FAILED']));
    expect(calls).toEqual([]);
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const introspected = await off.ask(`{ __type(name: "${type}") { name } }`);
    expect(introspected.data).toEqual({ __type: null });
  });

  it.each(names)('denies %s to who may not log customers in, without a call', async (name) => {
    for (const as of ['helpdesk', 'mobile', 'admin'] as const)
      expect(await harness.mutate(name, inputs()[name], '__typename', { as })).toMatchObject({
        codes: ['INSUFFICIENT_SCOPE'],
        calls: [],
      });
  });

  it.each(names)('tells with %s that it is no e-mail address, without a call', async (name) => {
    const input = inputs()[name];
    const bad = 'ident' in input ? { ...input, ident: { email: 'none' } } : { ...input, email: 'none' };
    const { data, calls } = await harness.mutate(name, bad, '__typename', await app());
    expect(data[name].userErrors).toMatchObject([{ field: expect.arrayContaining(['email']) }]);
    expect(calls).toEqual([]);
  });
});
