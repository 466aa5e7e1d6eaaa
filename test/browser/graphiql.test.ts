import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { type Assembly, assemble } from '../../src/server/assemble.ts';
import { type Listener, listen } from '../../src/server/listen.ts';
import { createLogger } from '../../src/server/log.ts';

const executablePath = '/usr/bin/chromium';
const isThere = existsSync(executablePath);
if (!isThere) console.warn('The page is not tested: there is no Chromium at /usr/bin/chromium.');

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let sandbox: Sandbox;
let assembly: Assembly;
let listener: Listener;
let browser: Browser;
let page: Page;
const elsewhere: string[] = [];
const problems: string[] = [];

describe.skipIf(!isThere)('GraphiQL in a browser', () => {
  beforeAll(async () => {
    sandbox = await startSandbox();
    assembly = assemble({
      config: readConfig({}),
      dintero: {
        accountId: sandbox.accountId,
        baseUrl: sandbox.url,
        client: { id: 'bff', secret: 'sandbox-secret' },
        jwksUrl: null,
        jwksFile: null,
      },
      log: createLogger('silent'),
      graphiqlToken: await sandbox.token('helpdesk'),
    });
    await assembly.warmUp();
    listener = await listen(assembly.app, 0, '127.0.0.1');
    browser = await chromium.launch({ executablePath, args });
    page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    page.on('pageerror', (error) => problems.push(error.message));
    await page.route('**/*', (route) => {
      const url = route.request().url();
      if (url.startsWith(listener.url) || /^(data|blob):/.test(url)) return route.continue();
      elsewhere.push(url);
      return route.abort();
    });
    await page.goto(`${listener.url}/graphql`);
    await page.waitForSelector('.graphiql-execute-button', { timeout: 30_000 });
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await listener.stop(0);
    await assembly.close();
    await sandbox.close();
  });

  it('runs the example that it starts with, with the token that it was given', async () => {
    const answered = page.waitForResponse(
      (response) =>
        (response.request().postData() ?? '').includes('query Customer360') && response.request().method() === 'POST',
    );
    await page.click('.graphiql-execute-button');
    const { data, errors } = await (await answered).json();
    expect(errors).toBeUndefined();
    expect(data.customer.firstName).toBe('Kari');
    await page.waitForFunction(() => document.querySelector('.result-window')?.textContent?.includes('Kari'));
    await page.screenshot({ path: join(tmpdir(), 'graphiql-answer.png') });
  }, 60_000);

  it('shows in its documentation which scopes a field needs', async () => {
    await page.click('[aria-label="Show Documentation Explorer"]');
    await page.click('.graphiql-doc-explorer-content a:text-is("Query")');
    await page.click('.graphiql-doc-explorer-content a:text-is("customers")');
    await page.waitForSelector('.graphiql-doc-explorer :text("Needs one of")');
    const text = await page.textContent('.graphiql-doc-explorer');
    expect(text).toContain('read:customers');
    await page.screenshot({ path: join(tmpdir(), 'graphiql-documentation.png') });
  }, 60_000);

  it('has asked nothing of any other place, and nothing went wrong in it', () => {
    expect(elsewhere).toEqual([]);
    expect(problems).toEqual([]);
  });
});
