import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { objectionsTo } from './axe.ts';
import { isInstalled, openBrowser } from './chromium.ts';
import { type Served, serve } from './served.ts';

const costly = '{ customers(first: 100) { nodes { walletCards(first: 100) { nodes { balance { amount } } } } } }';

describe.skipIf(!isInstalled)('the page of the explorer', () => {
  const served: Served[] = [];
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser();
    page = await open('off');
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    for (const { stop } of served) await stop();
  });

  async function open(mode: string): Promise<Page> {
    const folder = new URL('../../schema/manifests/', import.meta.url).pathname;
    const server = await serve({ TRUSTED_MODE: mode, TRUSTED_DOCUMENTS: folder });
    served.push(server);
    const opened = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    opened.setDefaultTimeout(15_000);
    await opened.goto(server.url);
    await opened.getByRole('region', { name: 'Access and cost' }).waitFor();
    return opened;
  }

  it.each(['off', 'require'])('knows the schema, in the order of the alphabet: TRUSTED_MODE=%s', async (mode) => {
    const opened = await open(mode);
    await opened.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await opened.getByRole('link', { name: 'Query', exact: true }).click();
    const fields = opened.locator('.graphiql-doc-explorer-field-name');
    await fields.nth(9).waitFor();
    const names = await fields.allInnerTexts();
    expect(names.length).toBeGreaterThan(20);
    expect(names).toEqual([...names].sort((one, other) => one.localeCompare(other)));
  });

  it('says that an operation will be refused for its calls', async () => {
    await page.getByRole('button', { name: /New tab/ }).click();
    await page.locator('.graphiql-query-editor .monaco-editor').click();
    await page.keyboard.insertText(costly);
    const verdict = page.getByRole('status').filter({ hasText: 'It will be refused' });
    await verdict.waitFor();
    expect(await verdict.innerText()).toContain('it may take 10101 calls, and 100 are allowed');
    expect(await page.getByText('Everything in it may be read.').count()).toBe(0);
  });

  it.each(['light', 'dark'] as const)('axe has nothing against what is ours: %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    for (const name of ['Customer360', 'WhoAmI']) {
      await page.getByRole('tab', { name, exact: true }).click();
      await page.getByRole('status').filter({ hasText: name }).waitFor();
      for (const part of ['.access', '.graphiql-logo', '.run-line']) expect(await objectionsTo(page, part)).toEqual([]);
    }
  });
});
