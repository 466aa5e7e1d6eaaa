import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Served, serve } from '../browser/served.ts';
import { builtExample } from './built.ts';

const run = promisify(execFile);
const folder = builtExample('mobile', 'dist/main.js');
const claimed = 'Claimed: Fjellheim Oslo, 238.20 NOK';

/** Each starts a program, which takes seconds where the machine is busy. */
const patient = { timeout: 60_000 };

describe.skipIf(folder === null)('the mobile example', patient, () => {
  let served: Served;
  beforeAll(async () => {
    served = await serve();
  });
  afterAll(async () => {
    await served?.stop();
  });

  /** What the app shows, a line each. */
  async function lines(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<string[]> {
    const { stdout } = await run(process.execPath, [`${folder}dist/main.js`, ...args], { env });
    return stdout.trim().split('\n');
  }

  const here = () => ({
    GRAPHQL_URL: `${served.url}/graphql`,
    ACCOUNT: served.account,
  });

  it('runs by itself, with its own documents alone', async () => {
    const shown = await lines({});
    expect(shown).toEqual([
      'Kari Nordmann, kari.nordmann.0@example.com',
      'Gift cards',
      ...['  GK100001  871.85 NOK', '  GK100002  1700.00 NOK', '  GK100003  912.05 NOK', '  GK100004  531.15 NOK'],
      'Offers',
      ...['  Stempelkort: Ullgenser', '  20 % på Regnjakke', '  Spar 100,-'],
      claimed,
    ]);
  });

  it('logs in, renews, pages the gift cards and claims a receipt, with no call too many', async () => {
    served.sandbox.clearCalls();
    expect((await lines(here())).at(-1)).toBe(claimed);
    const parts = [
      // The app's own token, the log-in, and the renewal before the first request.
      ...['getToken', 'logIn', 'getToken'],
      ...['getCommunication', 'getCustomer'],
      // Three gift cards, then the fourth.
      ...['getCustomer', 'listCustomerCards', 'getCustomerCard', 'getCustomerCard', 'getCustomerCard'],
      ...['getCustomer', 'listCustomerCards', 'getCustomerCard'],
      ...['getCustomer', 'listCustomerDiscounts'],
      ...['claimReceipt', 'getCustomer', 'listCustomerDiscounts'],
    ];
    // Calls of one request go side by side.
    expect(served.sandbox.calls.map(({ endpoint }) => endpoint).sort()).toEqual(parts.sort());
  });

  it('says why a receipt cannot be claimed, and shows the rest', async () => {
    const shown = await lines(here(), 'no-such-token');
    expect(shown).toContain('  GK100001  871.85 NOK');
    expect(shown.at(-1)).toMatch(/^The receipt cannot be claimed: /);
  });

  it('shows the rest where gift cards cannot be reached', async () => {
    const lift = served.sandbox.fail({ on: /^GET \/wallets/, status: 503 });
    const shown = await lines(here(), 'no-such-token');
    lift();
    expect(shown).toContain('  cannot be shown now (UPSTREAM_UNAVAILABLE)');
    expect(shown).toContain('  Stempelkort: Ullgenser');
  });

  it('shows nothing to somebody with another password', async () => {
    await expect(lines({ ...here(), PASSWORD: 'wrong' })).rejects.toThrow('POST /customers/login: 403');
  });
});
