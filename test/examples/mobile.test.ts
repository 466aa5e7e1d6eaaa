import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxDintero } from '../../src/cli/sandbox-mode.ts';
import { readConfig } from '../../src/config/config.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { type Assembly, assemble } from '../../src/server/assemble.ts';
import { type Listener, listen } from '../../src/server/http/listen.ts';
import { createLogger } from '../../src/server/log.ts';
import { builtExample } from './built.ts';

const run = promisify(execFile);
const folder = builtExample('mobile', 'dist/main.js');
const claimed = 'Claimed: Fjellheim Oslo, 238.20 NOK';

describe.skipIf(folder === null)('the mobile example', () => {
  let sandbox: Sandbox;
  let assembly: Assembly;
  let listener: Listener;
  beforeAll(async () => {
    sandbox = await startSandbox();
    const log = createLogger('silent');
    assembly = assemble({ config: readConfig({}), dintero: sandboxDintero(sandbox), log, personas: null });
    await assembly.warmUp();
    listener = await listen(assembly.app, 0, '127.0.0.1');
  });
  afterAll(async () => {
    await listener?.stop(0);
    await assembly?.close();
    await sandbox?.close();
  });

  /** What the app shows, a line each. */
  async function lines(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<string[]> {
    const { stdout } = await run(process.execPath, [`${folder}dist/main.js`, ...args], { env });
    return stdout.trim().split('\n');
  }

  const here = () => ({
    GRAPHQL_URL: `${listener.url}/graphql`,
    ACCOUNT: `${sandbox.url}/accounts/${sandbox.accountId}`,
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
    sandbox.clearCalls();
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
    expect(sandbox.calls.map(({ endpoint }) => endpoint).sort()).toEqual(parts.sort());
  });

  it('says why a receipt cannot be claimed, and shows the rest', async () => {
    const shown = await lines(here(), 'no-such-token');
    expect(shown).toContain('  GK100001  871.85 NOK');
    expect(shown.at(-1)).toMatch(/^The receipt cannot be claimed: /);
  });

  it('shows the rest where gift cards cannot be reached', async () => {
    const lift = sandbox.fail({ on: /^GET \/wallets/, status: 503 });
    const shown = await lines(here(), 'no-such-token');
    lift();
    expect(shown).toContain('  cannot be shown now (UPSTREAM_UNAVAILABLE)');
    expect(shown).toContain('  Stempelkort: Ullgenser');
  });

  it('shows nothing to somebody with another password', async () => {
    await expect(lines({ ...here(), PASSWORD: 'wrong' })).rejects.toThrow('POST /customers/login: 403');
  });
});
