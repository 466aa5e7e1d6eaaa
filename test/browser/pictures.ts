/** Takes the pictures of the docs anew: explorer, helpdesk and mobile app, light and dark. Look at each before it is committed. */
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { builtExample } from '../examples/built.ts';
import { openBrowser } from './chromium.ts';
import { serveMobile } from './mobile.ts';
import { serve, serveHelpdesk } from './served.ts';

const docs = new URL('../../docs/', import.meta.url);
const folder = builtExample('helpdesk', 'dist/index.html');
const mobileFolder = builtExample('mobile', 'dist/server/main.js');
if (folder === null || mobileFolder === null) process.exit(1);

const served = await serve();
const helpdesk = await serveHelpdesk(folder, served);
const mobile = await serveMobile(mobileFolder, served);
const browser = await openBrowser();
try {
  for (const scheme of ['light', 'dark'] as const) {
    await picture(browser, 'explorer', scheme, served.url, refuse);
    await picture(browser, 'helpdesk', scheme, helpdesk.url, openCustomer);
    await picture(browser, 'mobile', scheme, mobile.url, logIn, { width: 390, height: 760 });
  }
} finally {
  await browser.close();
  await helpdesk.stop();
  await mobile.stop();
  await served.stop();
}

/** A query by somebody who may not read all of it. */
async function refuse(page: Page): Promise<void> {
  await page.getByText('Everything in it may be read.').waitFor();
  await page.getByRole('button', { name: /^Runs as/ }).click();
  await page.getByRole('menuitem').filter({ hasText: 'helpdesk-basic' }).click();
  await page.getByText('fields will be denied').waitFor();
  await page.locator('.monaco-editor .denied-field').first().waitFor();
  await page.getByRole('button', { name: /^Execute query/ }).click();
  await page.locator('.graphiql-footer').getByText('4 INSUFFICIENT_SCOPE').waitFor();
  // Nothing is shown as pointed at.
  await page.mouse.move(0, 0);
  await page.getByRole('button', { name: /^Execute query/ }).blur();
}

/** A customer, found by a gift card. */
async function openCustomer(page: Page): Promise<void> {
  await page.getByRole('searchbox', { name: 'Find a customer' }).fill('GK100001');
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  await page.getByRole('list', { name: 'Found' }).getByRole('button').first().click();
  await page.getByRole('region', { name: 'Orders' }).getByRole('listitem').first().waitFor();
}

/** A customer who has logged in by a code. */
async function logIn(page: Page): Promise<void> {
  const { messages } = served.sandbox.state;
  const before = messages.length;
  await page.getByLabel('E-mail').fill('kari.nordmann.0@example.com');
  await page.getByRole('button', { name: 'Send me a code' }).click();
  const field = page.getByLabel('Code');
  await field.waitFor();
  while (messages.length === before) await page.waitForTimeout(50);
  await field.fill(messages.at(-1)?.code ?? '');
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await page.getByText('NOK').first().waitFor();
}

async function picture(
  browser: Browser,
  name: string,
  colorScheme: 'light' | 'dark',
  url: string,
  prepare: (page: Page) => Promise<void>,
  viewport = { width: 1440, height: 900 },
): Promise<void> {
  const context = await browser.newContext({
    viewport,
    deviceScaleFactor: 1.5,
    colorScheme,
  });
  const page = await context.newPage();
  await page.goto(url);
  await prepare(page);
  const path = fileURLToPath(new URL(`${name}-${colorScheme}.png`, docs));
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  await context.close();
}
