import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { objectionsTo } from './axe.ts';
import { isInstalled, openBrowser } from './chromium.ts';
import { type Served, serve } from './served.ts';

const costly = '{ customers(first: 100) { nodes { walletCards(first: 100) { nodes { balance { amount } } } } } }';

describe.skipIf(!isInstalled).each(['off', 'require'])('the page of the explorer where TRUSTED_MODE is %s', (mode) => {
  let served: Served;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    const folder = new URL('../../schema/manifests/', import.meta.url).pathname;
    served = await serve({ TRUSTED_MODE: mode, TRUSTED_DOCUMENTS: folder });
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(15_000);
    await page.goto(served.url);
    await page.getByRole('region', { name: 'Access and cost' }).waitFor();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  it('knows the schema, in the order of the alphabet', async () => {
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.getByRole('link', { name: 'Query', exact: true }).click();
    const fields = page.locator('.graphiql-doc-explorer-field-name');
    await fields.nth(9).waitFor();
    const names = await fields.allInnerTexts();
    expect(names.length).toBeGreaterThan(20);
    expect(names).toEqual([...names].sort((one, other) => one.localeCompare(other)));
    await page.getByRole('button', { name: 'Show Access and cost' }).click();
  });

  it.skipIf(mode === 'require')('says that an operation will be refused for its calls', async () => {
    await page.getByRole('button', { name: /New tab/ }).click();
    await page.locator('.graphiql-query-editor .monaco-editor').click();
    await page.keyboard.insertText(costly);
    const verdict = page.getByRole('status').filter({ hasText: 'It will be refused' });
    await verdict.waitFor();
    expect(await verdict.innerText()).toContain('it may take 10101 calls, and 100 are allowed');
    expect(await page.getByText('Everything in it may be read.').count()).toBe(0);
  });

  it.skipIf(mode === 'require').each(['light', 'dark'] as const)(
    'axe has nothing against what is ours: %s',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      for (const name of ['Customer360', 'WhoAmI']) {
        await page.getByRole('tab', { name, exact: true }).click();
        await page.getByRole('status').filter({ hasText: name }).waitFor();
        for (const part of ['.access', '.graphiql-logo', '.run-line'])
          expect(await objectionsTo(page, part)).toEqual([]);
      }
    },
  );
});
