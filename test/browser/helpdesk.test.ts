import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finish } from '../../src/sandbox/handlers/payments-writes.ts';
import { builtExample } from '../examples/built.ts';
import { objectionsTo } from './axe.ts';
import { isInstalled, openBrowser } from './chromium.ts';
import { type Helpdesk, type Served, serve, serveHelpdesk } from './served.ts';

const folder = builtExample('helpdesk', 'dist/index.html') ?? '';

/** Where pictures go for people to look at. */
const pictures = new URL('../../node_modules/.cache/pictures/', import.meta.url).pathname;

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

  it.each([
    'Kari Nordmann',
    'kari.nordmann.0@example.com',
    '+4700020000',
    '+47 000 20 000',
    '0047 000-20-000',
    'FJ100003',
    '700018',
    'GK100001',
  ])('finds a customer by one box: %s', async (text) => {
    await find(text);
    await page.getByRole('list', { name: 'Found' }).getByText('C1001').waitFor();
  });

  it('opens a customer with everything about them', async () => {
    await page.getByRole('list', { name: 'Found' }).getByRole('button').filter({ hasText: 'C1001' }).click();
    await page.getByRole('heading', { name: 'Kari Nordmann' }).waitFor();
    expect(await page.title()).toBe('Kari Nordmann – Helpdesk');
    expect(new URL(page.url()).hash).toBe('#/customers/C1001');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Kari Nordmann');
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

  it('takes comma and point alike, and issues nothing that is not typed', async () => {
    const field = panel('Gift cards').getByRole('textbox', { name: 'Kroner' });
    const button = panel('Gift cards').getByRole('button', { name: 'Issue a gift card' });
    for (const [typed, shown] of [
      ['12,50', '12,50'],
      ['12.50', '12,50'],
      ['1250', '1 250'],
    ] as const) {
      await field.fill('');
      await field.pressSequentially(typed);
      expect(await field.inputValue()).toBe(shown);
    }
    await field.fill('');
    expect(await button.isDisabled()).toBe(true);
    await field.pressSequentially('1e9');
    await button.click();
    await page.getByRole('dialog', { name: 'Issue a gift card of 19,00 kr to Kari Nordmann?' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await rows('Gift cards').count()).toBe(4);
  });

  it('issues a gift card after it has asked back, whose balance is there without a reload', async () => {
    const field = panel('Gift cards').getByRole('textbox', { name: 'Kroner' });
    await field.fill('');
    await field.pressSequentially('321.15');
    await panel('Gift cards').getByRole('button', { name: 'Issue a gift card' }).click();
    const dialog = page.getByRole('dialog', { name: 'Issue a gift card of 321,15 kr to Kari Nordmann?' });
    expect(await objectionsTo(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Issue it' }).click();
    await rows('Gift cards')
      .filter({ hasText: /321,15/ })
      .first()
      .waitFor();
    expect(await rows('Gift cards').count()).toBe(5);
  });

  async function openPayments(orderId: string) {
    const order = rows('Orders').filter({ hasText: orderId });
    await order.getByRole('button', { name: 'Payments', exact: true }).click();
    return order;
  }

  it('gives money back after it has asked back, from press to done', async () => {
    const order = await openPayments('FJ100004');
    await order.getByText('Klarna: captured').waitFor();
    await order.getByRole('combobox', { name: 'What' }).selectOption('amount');
    await order.getByRole('button', { name: 'Give back' }).click();
    await page.getByRole('dialog').getByText('Is the payment disputed?').waitFor();
    await page.getByRole('button', { name: 'Give it back' }).click();
    await order.getByText('Done: the customer has the money').waitFor();
    expect(served.sandbox.state.orders.get('FJ100004')?.refunds).toHaveLength(1);
  });

  it('shows what goes on, and finds its end', async () => {
    served.sandbox.state.checkoutScript.push('begins');
    const order = rows('Orders').filter({ hasText: 'FJ100004' });
    await order.getByRole('button', { name: 'Give back' }).click();
    await page.getByRole('button', { name: 'Give it back' }).click();
    await order.getByText('Dintero is at work on it.').waitFor();
    const { state } = served.sandbox;
    for (const each of [...state.unfinished]) finish(state, each, true);
    await order.getByRole('button', { name: 'Look again' }).click();
    await order.getByText('Done: the customer has the money').waitFor();
    expect(state.orders.get('FJ100004')?.refunds).toHaveLength(2);
  });

  it('offers nothing where nothing is possible', async () => {
    const order = await openPayments('FJ100006');
    await order.getByText('Nothing can be given back.').waitFor();
    expect(await order.getByRole('button', { name: 'Give back' }).count()).toBe(0);
  });

  it.each([
    ['light', 375],
    ['light', 1280],
    ['dark', 375],
    ['dark', 1280],
  ] as const)('fits, and axe has nothing against it: %s, %i px', async (colorScheme, width) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await find('Nordmann');
    await page.getByRole('list', { name: 'Found' }).getByRole('button').first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await objectionsTo(page)).toEqual([]);
    await page.screenshot({ path: `${pictures}helpdesk-found-${colorScheme}-${width}.png` });
    await page.keyboard.press('Escape');
    expect(await page.getByRole('list', { name: 'Found' }).count()).toBe(0);
    await find('Nordmann');
    await page.getByRole('list', { name: 'Found' }).waitFor();
    await page.getByRole('heading', { name: 'Helpdesk' }).click();
    expect(await page.getByRole('list', { name: 'Found' }).count()).toBe(0);
    expect(await objectionsTo(page)).toEqual([]);
    await page.screenshot({ path: `${pictures}helpdesk-${colorScheme}-${width}.png`, fullPage: true });
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
    expect(await page.getByRole('button', { name: /Issue|Give back/ }).count()).toBe(0);
  });

  it('tells where nobody has looked', async () => {
    await find('GK100001');
    await page.getByText('Your sign-in does not look through orders, gift cards, and receipts.').waitFor();
    const lift = served.sandbox.fail({ on: /^GET \/customers/, status: 503 });
    await find('nobody at all');
    await page.getByText('At the moment nobody can look through names:').waitFor();
    lift();
  });

  it('offers no writes to those who may read alone, and names companies', async () => {
    await page.getByRole('combobox', { name: 'Signed in as' }).selectOption('helpdesk');
    await rows('Gift cards').first().waitFor();
    expect(await page.getByRole('button', { name: /Issue|Give back/ }).count()).toBe(0);
    const company = [...served.sandbox.state.customers.values()].find(({ type }) => type === 'company');
    await page.evaluate((id) => {
      location.hash = `#/customers/${id}`;
    }, company?.customer_id);
    await page.getByRole('heading', { name: company?.company?.bussiness_name ?? 'no company' }).waitFor();
  });

  it('complains of nothing', () => {
    expect(complaints).toEqual([]);
  });
});
