import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtExample } from '../examples/built.ts';
import { isInstalled, openBrowser } from './chromium.ts';
import { type Helpdesk, type Served, serve, serveHelpdesk } from './served.ts';

const folder = builtExample('helpdesk', 'dist/index.html') ?? '';

describe.skipIf(!isInstalled || folder === '')('the helpdesk page in Chromium', () => {
  let served: Served;
  let helpdesk: Helpdesk;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    served = await serve();
    helpdesk = await serveHelpdesk(folder, served);
    browser = await openBrowser();
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    context.setDefaultTimeout(15_000);
    page = await context.newPage();
    page.on('pageerror', ({ message }) => complaints.push(message));
    await page.goto(helpdesk.url);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await helpdesk?.stop();
    await served?.stop();
  });

  const panel = (title: string) => page.getByRole('region', { name: title });
  const rows = (title: string) => panel(title).getByRole('listitem');
  const calls = () =>
    served.sandbox.calls
      .filter(({ path }) => !path.startsWith('/auth/'))
      .map(({ method, path }) => `${method} ${path}`);

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
    served.sandbox.clearCalls();
    await panel('Receipts').getByRole('button', { name: 'More receipts' }).click();
    await rows('Receipts').nth(9).waitFor();
    expect(await rows('Receipts').count()).toBe(10);
    expect(calls().filter((call) => !call.startsWith('GET /receipts/customers/C1001'))).toEqual([
      'GET /customers/users/C1001',
    ]);
    expect(calls()).toHaveLength(2);
  });

  it('issues a gift card, whose balance is there without a reload', async () => {
    await panel('Gift cards').getByRole('spinbutton', { name: 'Kroner' }).fill('321.15');
    await panel('Gift cards').getByRole('button', { name: 'Issue a gift card' }).click();
    await rows('Gift cards')
      .filter({ hasText: /321,15/ })
      .first()
      .waitFor();
    expect(await rows('Gift cards').count()).toBe(5);
  });

  it('records a refund', async () => {
    const order = rows('Orders').filter({ hasText: 'FJ100003' });
    await order.getByRole('button', { name: 'Refund', exact: true }).click();
    await order.getByRole('button', { name: 'Record the refund' }).click();
    await order.getByText('Refunded 1.00 NOK').waitFor();
    expect(served.sandbox.state.orders.get('FJ100003')?.refunds).toHaveLength(1);
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

  it('tells where nobody has looked', async () => {
    await find('GK100001');
    await page.getByText('Your sign-in does not look through orders, gift cards, and receipts.').waitFor();
    const lift = served.sandbox.fail({ on: /^GET \/customers/, status: 503 });
    await find('nobody at all');
    await page.getByText('At the moment nobody can look through names.').waitFor();
    lift();
  });

  it('complains of nothing', () => {
    expect(complaints).toEqual([]);
  });
});
