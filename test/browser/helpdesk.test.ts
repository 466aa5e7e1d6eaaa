import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxDintero } from '../../src/cli/sandbox-mode.ts';
import { readConfig } from '../../src/config/config.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { type Assembly, assemble } from '../../src/server/assemble.ts';
import { type Listener, listen } from '../../src/server/http/listen.ts';
import { createLogger } from '../../src/server/log.ts';
import { builtExample } from '../examples/built.ts';
import { isInstalled, openBrowser } from './chromium.ts';

const folder = builtExample('helpdesk', 'dist/index.html') ?? '';
const vite = `${folder}node_modules/vite/bin/vite.js`;

describe.skipIf(!isInstalled || folder === '')('the helpdesk page in Chromium', () => {
  let sandbox: Sandbox;
  let assembly: Assembly;
  let listener: Listener;
  let helpdesk: ChildProcess;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    sandbox = await startSandbox();
    assembly = assemble({
      config: readConfig({}),
      dintero: sandboxDintero(sandbox),
      log: createLogger('silent'),
      personas: null,
    });
    listener = await listen(assembly.app, 0, '127.0.0.1');
    helpdesk = spawn(process.execPath, [vite, '--host', '127.0.0.1', '--port', '0'], {
      cwd: folder,
      env: {
        ...process.env,
        GRAPHQL_URL: `${listener.url}/graphql`,
        ACCOUNT: `${sandbox.url}/accounts/${sandbox.accountId}`,
        NO_COLOR: '1',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const url = await addressOf(helpdesk);
    browser = await openBrowser();
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    context.setDefaultTimeout(15_000);
    page = await context.newPage();
    page.on('pageerror', ({ message }) => complaints.push(message));
    await page.goto(url);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    helpdesk?.kill();
    await listener?.stop(0);
    await assembly?.close();
    await sandbox?.close();
  });

  const panel = (title: string) => page.getByRole('region', { name: title });
  const rows = (title: string) => panel(title).getByRole('listitem');
  const calls = () =>
    sandbox.calls.filter(({ path }) => !path.startsWith('/auth/')).map(({ method, path }) => `${method} ${path}`);

  async function find(text: string): Promise<void> {
    await page.getByRole('searchbox', { name: 'Find a customer' }).fill(text);
    await page.getByRole('button', { name: 'Find', exact: true }).click();
  }

  it.each(['Kari Nordmann', 'kari.nordmann.0@example.com', '+4700020000', 'FJ100003', '700018', 'GK100001'])(
    'finds a customer by one box: %s',
    async (text) => {
      await find(text);
      await page.getByRole('list', { name: 'Found' }).getByText('C1001').waitFor();
    },
  );

  it('opens a customer with everything about them', async () => {
    await page.getByRole('list', { name: 'Found' }).getByRole('button').filter({ hasText: 'C1001' }).click();
    await page.getByRole('heading', { name: 'Kari Nordmann' }).waitFor();
    await rows('Receipts').nth(4).waitFor();
    expect(await rows('Receipts').count()).toBe(5);
    expect(await rows('Gift cards').count()).toBe(4);
  });

  it('pages receipts without asking for everything again', async () => {
    sandbox.clearCalls();
    await panel('Receipts').getByRole('button', { name: 'More receipts' }).click();
    await rows('Receipts').nth(9).waitFor();
    expect(await rows('Receipts').count()).toBe(10);
    expect(calls().filter((call) => !call.startsWith('GET /receipts/customers/C1001'))).toEqual([
      'GET /customers/users/C1001',
    ]);
    expect(calls()).toHaveLength(2);
  });

  it('issues a gift card, whose balance is there without a reload', async () => {
    await panel('Gift cards').getByRole('spinbutton', { name: 'Kroner' }).fill('321');
    await panel('Gift cards').getByRole('button', { name: 'Issue a gift card' }).click();
    await rows('Gift cards')
      .filter({ hasText: /321,00/ })
      .first()
      .waitFor();
    expect(await rows('Gift cards').count()).toBe(5);
  });

  it('records a refund', async () => {
    const order = rows('Orders').filter({ hasText: 'FJ100003' });
    await order.getByRole('button', { name: 'Refund', exact: true }).click();
    await order.getByRole('button', { name: 'Record the refund' }).click();
    await order.getByText('Refunded 1.00 NOK').waitFor();
    expect(sandbox.state.orders.get('FJ100003')?.refunds).toHaveLength(1);
  });

  it('explains what somebody else may not see, and shows the rest', async () => {
    await page.getByRole('combobox', { name: 'Signed in as' }).selectOption('helpdesk-basic');
    await page.getByRole('heading', { name: 'Kari Nordmann' }).waitFor();
    for (const [title, scope] of [
      ['Receipts', 'read:receipts'],
      ['Gift cards', 'read:wallets'],
      ['Discounts', 'read:discounts'],
      ['Orders', 'read:shopping'],
    ] as const) {
      await panel(title).getByText(`Your sign-in does not show this. It needs ${scope}.`).waitFor();
    }
  });

  it('complains of nothing', () => {
    expect(complaints).toEqual([]);
  });
});

/** Where a Vite server listens, which it prints. */
async function addressOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('The page has no output.');
  let said = '';
  for (;;) {
    const [chunk] = await once(stdout, 'data');
    said += String(chunk);
    const [url] = /http:\/\/127\.0\.0\.1:\d+\//.exec(said) ?? [];
    if (url !== undefined) return url;
  }
}
