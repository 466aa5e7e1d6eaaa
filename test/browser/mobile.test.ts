import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtExample } from '../examples/built.ts';
import { objectionsTo } from './axe.ts';
import { isInstalled, openBrowser } from './chromium.ts';
import { type Mobile, serveMobile } from './mobile.ts';
import { type Served, serve } from './served.ts';

const folder = builtExample('mobile', 'dist/server/main.js');
const kari = 'kari.nordmann.0@example.com';

describe.skipIf(!isInstalled || folder === null)('the mobile example', { timeout: 60_000 }, () => {
  let served: Served;
  let mobile: Mobile;
  let browser: Browser;
  beforeAll(async () => {
    served = await serve();
    mobile = await serveMobile(folder ?? '', served);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await mobile?.stop();
    await served?.stop();
  });

  /** A phone, with its own cookies. */
  async function phone(locale = 'nb-NO'): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(mobile.url);
    // Last comes what the app's server is asked for.
    await page.getByRole('link', { name: /Vipps/ }).waitFor();
    return { context, page };
  }

  async function logInByCode(page: Page, email = kari): Promise<void> {
    const { messages } = served.sandbox.state;
    messages.length = 0;
    await page.getByLabel('E-post').fill(email);
    await page.getByRole('button', { name: 'Send meg en kode' }).click();
    await expect.poll(() => messages.length, { timeout: 5_000 }).toBe(1);
    const field = page.getByLabel('Kode');
    expect(await field.getAttribute('autocomplete')).toBe('one-time-code');
    await field.fill(messages[0]?.code ?? '');
    await page.getByRole('button', { name: 'Logg inn', exact: true }).click();
    await page.getByRole('heading', { name: 'Hei Kari' }).waitFor();
  }

  it('logs in by code, shows what is the customer’s own, stays logged in, and logs out', async () => {
    const { context, page } = await phone();
    expect(await objectionsTo(page)).toEqual([]);
    await logInByCode(page);
    await page.getByText(/871,85/).waitFor();
    await page.getByRole('button', { name: 'Tilbud' }).click();
    await page.getByText('Stempelkort: Ullgenser').waitFor();
    await page.getByRole('button', { name: 'Kvitteringer' }).click();
    await page.getByRole('listitem').first().waitFor();
    await page.getByLabel('Kode på kvitteringen').fill('KV-701730');
    await page.getByRole('button', { name: 'Legg til kvittering' }).click();
    await page.getByText(/238,20/).waitFor();
    expect(await objectionsTo(page)).toEqual([]);

    // Scripts see no key, the page keeps nothing, and addresses hold nothing.
    expect(await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length])).toEqual([
      '',
      0,
      0,
    ]);
    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({ name: 'session', httpOnly: true, sameSite: 'Lax' });
    expect(page.url()).toBe(`${mobile.url}/`);

    const refused = served.sandbox.state.refreshTokens.size;
    await page.reload();
    await page.getByRole('heading', { name: 'Hei Kari' }).waitFor();
    await page.getByRole('button', { name: 'Logg ut' }).click();
    await page.getByRole('button', { name: 'Send meg en kode' }).waitFor();
    expect(served.sandbox.state.refreshTokens.size).toBe(refused - 1);
    await page.reload();
    await page.getByRole('button', { name: 'Send meg en kode' }).waitFor();
    await context.close();
  });

  it('logs in with Vipps, in English too, and says so where the person does not agree', async () => {
    const { context, page } = await phone('en-GB');
    await page.getByRole('link', { name: 'Log in with Vipps' }).click();
    await page.getByRole('button', { name: 'Avbryt' }).click();
    await page.getByText('The log-in was cancelled.').waitFor();
    await page.getByRole('link', { name: 'Log in with Vipps' }).click();
    await page.getByRole('button', { name: /Nordmann/ }).click();
    await page.getByRole('heading', { name: 'Hello Kari' }).waitFor();
    // Of this log-in no refresh token comes: the app works without.
    await page.reload();
    await page.getByText('NOK').first().waitFor();
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('link', { name: 'Log in with Vipps' }).waitFor();
    await context.close();
  });

  it('has somebody whom it does not know log in by code and connect', async () => {
    const { context, page } = await phone();
    await page.getByRole('link', { name: 'Logg inn med Vipps' }).click();
    await page.getByRole('button', { name: /Hansen/ }).click();
    await page.getByText('Vi kjenner deg ikke igjen').waitFor();
    await logInByCode(page, String(served.sandbox.state.customers.get('C1002')?.email));
    await page.getByRole('button', { name: 'Koble til Vipps' }).click();
    await page.getByText('Vipps er koblet til.').waitFor();
    await context.close();
  });

  it('renews a token that is refused, and shows the log-in where the session has ended', async () => {
    const { context, page } = await phone();
    await logInByCode(page);
    const renewals: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/login/renew')) renewals.push(request.postData() ?? '');
    });
    let old: string | undefined;
    await page.route('**/graphql', async (route) => {
      const token = route.request().headers()['authorization'];
      old ??= token;
      if (token === old) await route.fulfill({ status: 401, json: { errors: [] } });
      else await route.continue();
    });
    await page.getByRole('button', { name: 'Tilbud' }).click();
    await page.getByText('Stempelkort: Ullgenser').waitFor();
    expect(renewals).toEqual([JSON.stringify({ refused: old?.replace('Bearer ', '') })]);
    old = undefined;
    served.sandbox.state.refreshTokens.clear();
    await page.getByRole('button', { name: 'Gavekort' }).click();
    await page.getByRole('button', { name: 'Send meg en kode' }).waitFor();
    await context.close();
  });

  it('may be installed, and fits dark phones', async () => {
    const { context, page } = await phone();
    const manifest = await (await fetch(`${mobile.url}/manifest.webmanifest`)).json();
    expect(manifest).toMatchObject({ display: 'standalone', start_url: '/', icons: [{ sizes: 'any' }] });
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await paper()).not.toBe(light);
    expect(await objectionsTo(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await context.close();
  });
});
