import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxDintero } from '../../src/cli/sandbox-mode.ts';
import { readConfig } from '../../src/config/config.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { type Assembly, assemble } from '../../src/server/assemble.ts';
import { type Listener, listen } from '../../src/server/listen.ts';
import { createLogger } from '../../src/server/log.ts';

const executablePath = '/usr/bin/chromium';
const isInstalled = existsSync(executablePath);
if (!isInstalled)
  console.warn(`The GraphiQL page is not tested: ${executablePath} is not there (apt-get install chromium).`);
const screenshot = join(tmpdir(), 'dintero-graphql-graphiql.png');

describe.skipIf(!isInstalled)('the GraphiQL page in Chromium', () => {
  let sandbox: Sandbox;
  let assembly: Assembly;
  let listener: Listener;
  let browser: Browser;
  let page: Page;
  /** Origins that the page has asked, and what it complained of. */
  const asked = new Set<string>();
  const complaints: string[] = [];

  beforeAll(async () => {
    sandbox = await startSandbox();
    assembly = assemble({
      config: readConfig({}),
      dintero: sandboxDintero(sandbox),
      log: createLogger('silent'),
      graphiqlToken: await sandbox.token('helpdesk'),
    });
    listener = await listen(assembly.app, 0, '127.0.0.1');
    browser = await chromium.launch({
      executablePath,
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // No other host has an address, be it the page that asks or the browser itself.
        '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      ],
    });
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
    context.setDefaultTimeout(15_000);
    context.on('request', (request) => asked.add(new URL(request.url()).origin));
    page = await context.newPage();
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    await page.goto(`${listener.url}/graphql`);
  });
  afterAll(async () => {
    await browser?.close();
    await listener?.stop(0);
    await assembly?.close();
    await sandbox?.close();
  });

  it('runs a query with the token that is filled in, and shows its answer', async () => {
    const answer = page.locator('.graphiql-response');
    await page.getByRole('button', { name: /^Execute query/ }).click();
    await answer.getByText('"Kari"', { exact: true }).waitFor();
    expect(await answer.getByText('"errors"').count()).toBe(0);
    expect(sandbox.calls.map(({ path }) => path)).toContain('/customers/users/C1001');
  });

  it('tells in the docs which scopes a field needs', async () => {
    const docs = page.locator('.graphiql-doc-explorer');
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await docs.getByRole('link', { name: 'Query', exact: true }).click();
    await docs.getByRole('link', { name: 'customers', exact: true }).click();
    const sentence = docs.getByText(/^Needs one of .*read:customers/);
    await sentence.waitFor();
    const scopes = await sentence.locator('code').allTextContents();
    expect(scopes).toEqual(['admin:customers', 'read:customers']);
    await page.screenshot({ path: screenshot });
    expect(existsSync(screenshot)).toBe(true);
  });

  it('has asked nobody but its own server, and complained of nothing', () => {
    expect([...asked]).toEqual([listener.url]);
    expect(complaints).toEqual([]);
  });

  it('could not ask another server if it wanted to', async () => {
    sandbox.clearCalls();
    const outcome = await page.evaluate(
      (url) =>
        fetch(url, { mode: 'no-cors' }).then(
          () => 'sent',
          () => 'refused',
        ),
      sandbox.url,
    );
    expect(outcome).toBe('refused');
    expect(sandbox.calls).toEqual([]);
  });
});
