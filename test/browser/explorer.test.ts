import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examples } from '../../explorer/src/examples.ts';
import { isInstalled, openBrowser } from './chromium.ts';
import { cutPrefix } from './proxy.ts';
import { type Served, serve } from './served.ts';

describe.skipIf(!isInstalled)('the explorer in Chromium', () => {
  let served: Served;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  /** Origins that the page has asked, and what it complained of. */
  const asked = new Set<string>();
  const complaints: string[] = [];

  beforeAll(async () => {
    served = await serve();
    browser = await openBrowser();
    context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    context.setDefaultTimeout(15_000);
    context.on('request', (request) => asked.add(new URL(request.url()).origin));
    page = await open();
  });
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  /** A new browser tab that is led to the explorer. */
  async function open(): Promise<Page> {
    const opened = await context.newPage();
    opened.on('pageerror', ({ message }) => complaints.push(message));
    opened.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    await opened.goto(served.url);
    return opened;
  }

  const answer = () => page.locator('.graphiql-response');
  const panel = () => page.getByRole('region', { name: 'Access and cost' });
  const caller = () => page.getByRole('button', { name: /^Runs as/ });
  const run = () => page.getByRole('button', { name: /^Execute query/ }).click();
  const openTab = (name: string) => page.getByRole('tab', { name, exact: true }).click();

  async function choose(name: string): Promise<void> {
    await caller().click();
    await page.getByRole('menuitem').filter({ hasText: name }).first().click();
  }

  async function paste(token: string): Promise<void> {
    await choose('Paste a token');
    await page.getByRole('textbox', { name: 'Access token' }).fill(token);
    await page.getByRole('button', { name: 'Use it' }).click();
  }

  /** The scopes that the panel lists, each as `has` or `missing`. */
  async function scopes(): Promise<Record<string, string>> {
    const rows = await panel().locator('.access-scopes li').all();
    const read = rows.map(async (row) => [await row.locator('code').innerText(), await row.locator('em').innerText()]);
    return Object.fromEntries(await Promise.all(read));
  }

  const stored = () =>
    page.evaluate(() => [...Object.entries(localStorage), ...Object.entries(sessionStorage)].flat().join('\n'));

  it('runs a query as the persona that its tab is for, and tells what it took', async () => {
    await panel().getByText('Everything in it may be read.').waitFor();
    await run();
    await answer().getByText('"Kari"', { exact: true }).waitFor();
    const calls = served.sandbox.calls.filter(({ path }) => !path.startsWith('/auth/'));
    await answer().getByText(`${calls.length} upstream calls in 2 waves`).waitFor();
  });

  // The first is open already.
  it.each(examples.toReversed())('opens with a tab $name that works as $persona', async ({ name, persona }) => {
    await openTab(name);
    await page.getByRole('button', { name: new RegExp(`^Runs as ${persona} `) }).waitFor();
    await run();
    await answer().getByText('"data"').waitFor();
    await page.locator('.graphiql-footer').getByText('200', { exact: true }).waitFor();
    expect(await page.locator('.graphiql-footer').innerText()).not.toMatch(/[A-Z]+_[A-Z]+/);
  });

  it('tells what an operation needs, and what the caller has', async () => {
    await panel().getByText('Everything in it may be read.').waitFor();
    await expect.poll(scopes).toEqual({
      'read:customers': 'has',
      'read:discounts': 'has',
      'read:receipts': 'has',
      'read:shopping': 'has',
      'read:wallets': 'has',
    });
    expect(await page.locator('.monaco-editor .denied-field').count()).toBe(0);
  });

  it('tells anew when somebody else runs it, before it runs, and marks what will be denied', async () => {
    served.sandbox.clearCalls();
    await choose('helpdesk-basic');
    await panel().getByText('4 of 8 fields will be denied. The rest arrives all the same.').waitFor();
    await expect.poll(scopes).toEqual({
      'read:customers': 'has',
      'read:discounts': 'missing',
      'read:receipts': 'missing',
      'read:shopping': 'missing',
      'read:wallets': 'missing',
    });
    await panel().getByText('5 spared').waitFor();
    await page.locator('.monaco-editor .denied-field').filter({ hasText: 'walletCards' }).first().waitFor();
    expect(served.sandbox.calls).toEqual([]);
    await run();
    await answer().getByText('4 INSUFFICIENT_SCOPE').waitFor();
    expect(served.sandbox.calls).toHaveLength(2);
  });

  it('has another caller for each tab', async () => {
    await openTab('MyPage');
    await page.getByRole('button', { name: 'Runs as mobile' }).waitFor();
    await run();
    await answer().getByText('"me"').waitFor();
    await answer().getByText('"Kari"', { exact: true }).waitFor();
    await openTab('Customer360');
    await page.getByRole('button', { name: 'Runs as helpdesk-basic' }).waitFor();
  });

  it('keeps tab and caller over a reload, and so a pasted token, in session storage and nowhere else', async () => {
    const token = await served.sandbox.token('admin');
    await openTab('GiftCards');
    await paste(`Bearer ${token}`);
    await panel().getByText('admin:accounts').first().waitFor({ state: 'attached' });
    await page.reload();
    await page.getByRole('button', { name: 'Runs as your token' }).waitFor();
    await page
      .getByRole('tab', { name: 'GiftCards', selected: true })
      .or(page.getByText('query GiftCards'))
      .first()
      .waitFor();
    await panel().getByText('admin:accounts').first().waitFor({ state: 'attached' });
    await run();
    await answer().getByText('"walletCards"').waitFor();
    expect(await page.evaluate((text) => JSON.stringify(Object.entries(localStorage)).includes(text), token)).toBe(
      false,
    );
    expect(await page.evaluate((text) => JSON.stringify(Object.entries(sessionStorage)).includes(text), token)).toBe(
      true,
    );
  });

  it('gives the token to no other browser tab', async () => {
    const other = await open();
    await other.getByRole('button', { name: /^Runs as/ }).waitFor();
    expect(await other.evaluate(() => sessionStorage.getItem('dintero-explorer:caller'))).not.toContain('eyJ');
    await other.close();
  });

  it('has a history', async () => {
    await page.getByRole('button', { name: 'Show History' }).click();
    await page.locator('.graphiql-history').getByText('GiftCards').first().waitFor();
    await page.getByRole('button', { name: 'Show Access and cost' }).click();
  });

  it('tells in the docs which scopes a field needs', async () => {
    const docs = page.locator('.graphiql-doc-explorer');
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await docs.getByRole('link', { name: 'Query', exact: true }).click();
    await docs.getByRole('link', { name: 'customers', exact: true }).click();
    const sentence = docs.getByText(/^Needs one of .*read:customers/);
    await sentence.waitFor();
    expect((await sentence.locator('code').allTextContents()).sort()).toEqual(['admin:customers', 'read:customers']);
  });

  it('leaves nothing in storage when one signs out', async () => {
    expect(await stored()).toContain('GiftCards');
    await choose('Sign out');
    await page.getByRole('button', { name: 'Runs as nobody' }).waitFor();
    await panel().getByText('Nobody is signed in').waitFor();
    served.sandbox.clearCalls();
    await run();
    await answer().getByText('UNAUTHENTICATED').first().waitFor();
    // The panel that is shown is written at once when it changes.
    await page.getByRole('button', { name: 'Show History' }).click();
    await page.locator('.graphiql-history').waitFor();
    expect(await stored()).toBe('');
    expect(served.sandbox.calls).toEqual([]);
  });

  it('has asked nobody but its own server, and complained of nothing', () => {
    expect([...asked]).toEqual([served.url]);
    expect(complaints).toEqual([]);
  });

  it('works behind a proxy that cuts a prefix of the path', async () => {
    const proxy = await cutPrefix('/shop/api', served.url);
    const other = await context.newPage();
    const missing: string[] = [];
    other.on('response', (response) => {
      if (response.status() >= 400) missing.push(response.url());
    });
    await other.goto(`${proxy.url}/shop/api/`);
    expect(other.url()).toBe(`${proxy.url}/shop/api/graphql`);
    await other.getByRole('button', { name: /^Runs as helpdesk/ }).waitFor();
    await other.getByText('Everything in it may be read.').waitFor();
    await other.getByRole('button', { name: /^Execute query/ }).click();
    await other.locator('.graphiql-response').getByText('"Kari"', { exact: true }).waitFor();
    expect(missing).toEqual([]);
    await other.close();
    await proxy.stop();
    served.sandbox.clearCalls();
  });

  it('could not ask another server if it wanted to, nor run a script that somebody put into it', async () => {
    const outcome = await page.evaluate(
      (url) =>
        fetch(url, { mode: 'no-cors' }).then(
          () => 'sent',
          () => 'refused',
        ),
      served.sandbox.url,
    );
    expect(outcome).toBe('refused');
    expect(served.sandbox.calls).toEqual([]);
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "mine"';
      document.body.append(script);
    });
    expect(await page.title()).toBe('Dintero GraphQL');
  });
});
