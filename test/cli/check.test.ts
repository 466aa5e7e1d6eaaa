import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkCheckout } from '../../src/cli/check/checkout.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { runIn } from './run.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

function account() {
  return {
    DINTERO_ACCOUNT_ID: 'T00000001',
    DINTERO_BASE_URL: sandbox.url,
    CHECKOUT_BASE_URL: sandbox.url,
    DINTERO_CLIENT_ID: 'bff',
    DINTERO_CLIENT_SECRET: 'sandbox-secret',
  };
}

describe('dintero-graphql check', () => {
  it('says step by step what it found, with status 0 where nothing has to be changed', async () => {
    const { status, output, errors } = await runIn(account(), 'check', '--token', await sandbox.token('helpdesk'));
    expect({ status, errors }).toEqual({ status: 0, errors: '' });
    expect(output).toMatch(/^✓ connection to 127\.0\.0\.1:\d+\n✓ token endpoint/);
    expect(output).toMatch(/\n✓ GET \/shopping\/orders\n.*\n.*as the contract has it\n/);
    expect(output).toMatch(/\nNothing has to be changed\.\n$/);
  });

  it('names the address of checkout that answers, where that of the settings does not', async () => {
    const token = await sandbox.token('helpdesk');
    const dintero = { accountId: 'T00000001', baseUrl: sandbox.url, checkoutBaseUrl: `${sandbox.url}/elsewhere` };
    const own = { client: null, jwksUrl: null, jwksFile: null };
    const viewer = { scopes: new Set(['read:checkout']), token };
    expect(await checkCheckout({ ...dintero, ...own }, viewer, [sandbox.url])).toMatchObject({
      ok: false,
      found: [`${sandbox.url}/elsewhere: malformed, 404`, `${sandbox.url} answers`],
      change: [`Set CHECKOUT_BASE_URL=${sandbox.url}`],
    });
  });

  it('has status 1 where something has to be, and as JSON tells its progress beside', async () => {
    const env = { ...account(), DINTERO_CLIENT_SECRET: 'canary-of-a-secret' };
    const { status, output, errors } = await runIn(env, 'check', '--json');
    expect(status).toBe(1);
    expect(JSON.parse(output)).toMatchObject({
      ok: false,
      account: 'T00000001',
      steps: [
        { ok: true },
        { name: 'token endpoint (POST /auth/token)', ok: false, found: ['The answer is 401, not 200.'] },
        { name: 'token', ok: null },
      ],
    });
    expect(errors.trimEnd().split('\n')).toHaveLength(3);
    expect(output + errors).not.toContain('canary');
  });

  it.each([
    ['no account', {}, /DINTERO_ACCOUNT_ID must be set/],
    ['a wrong setting', { DINTERO_ACCOUNT_ID: 'canary' }, /DINTERO_ACCOUNT_ID must be P or T and eight digits/],
  ])('has status 2 with %s', async (_, env, message) => {
    const { status, output, errors } = await runIn(env, 'check');
    expect({ status, output }).toEqual({ status: 2, output: '' });
    expect(errors).toMatch(message);
    expect(errors).not.toContain('canary');
  });
});
