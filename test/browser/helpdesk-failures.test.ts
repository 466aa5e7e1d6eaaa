import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { builtExample } from '../examples/built.ts';
import { objectionsTo } from './axe.ts';
import { isInstalled, openBrowser } from './chromium.ts';
import { type Helpdesk, type Served, serve, serveHelpdesk } from './served.ts';

const folder = builtExample('helpdesk', 'dist/index.html') ?? '';

/** An answer of a server, or of what stands before it. */
function answer(status: number, body: string, headers: Readonly<Record<string, string>> = {}) {
  return (route: Route) =>
    route.fulfill({
      status,
      body,
      headers: { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after', ...headers },
    });
}

function ours(status: number, code: string, headers: Readonly<Record<string, string>> = {}) {
  const error = { message: 'Told to programs.', extensions: { code, requestId: 'request-7' } };
  return answer(status, JSON.stringify({ errors: [error] }), { 'content-type': 'application/json', ...headers });
}

const html = '<h1>Not ours</h1>';
const failures: readonly (readonly [string, (route: Route) => Promise<void>, what: string, todo: string])[] = [
  ['401 of the server', ours(401, 'UNAUTHENTICATED'), 'Your sign-in is not accepted', 'Sign in again'],
  ['401 of a proxy', answer(401, html), 'Your sign-in is not accepted', 'Sign in again'],
  ['403 of the server', ours(403, 'INSUFFICIENT_SCOPE'), 'does not allow this', 'Ask whoever gives out access'],
  ['403 of a proxy', answer(403, html), 'does not allow this', 'Ask whoever gives out access'],
  ['404', answer(404, html), 'The server is not where this page looks for it', 'Tell support'],
  ['429', ours(429, 'RATE_LIMITED', { 'retry-after': '7' }), 'too many requests', 'Try again in 7 s'],
  ['500 of the server', ours(500, 'INTERNAL'), 'Something is wrong on the server', 'request-7'],
  ['500 of a proxy', answer(500, html), 'Something is wrong on the server', 'tell support'],
  ['no network', (route) => route.abort('internetdisconnected'), 'cannot be reached', 'whether you are online'],
  ['no answer in time', () => new Promise(() => {}), 'No answer came in time', 'Try again'],
];

describe.skipIf(!isInstalled || folder === '')('the helpdesk page, when something fails', () => {
  let served: Served;
  let helpdesk: Helpdesk;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    served = await serve();
    helpdesk = await serveHelpdesk(folder, served);
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 375, height: 800 } });
    page.setDefaultTimeout(15_000);
    // Half a minute for an answer is longer than a test waits.
    await page.addInitScript(() => {
      AbortSignal.timeout = (milliseconds) => {
        const controller = new AbortController();
        const wait = milliseconds > 30_000 ? 4_000 : milliseconds;
        setTimeout(() => controller.abort(new DOMException('late', 'TimeoutError')), wait);
        return controller.signal;
      };
    });
    // Vite prepares what the page imports when it is first asked for it, and then loads it anew.
    await page.goto(helpdesk.url, { waitUntil: 'networkidle' });
  }, 60_000);
  afterEach(() => page.unrouteAll());
  afterAll(async () => {
    await browser?.close();
    await helpdesk?.stop();
    await served?.stop();
  });

  /** The page anew, with nothing that it has kept. */
  async function open(place: string): Promise<void> {
    await page.goto('about:blank');
    await page.goto(helpdesk.url + place);
  }

  async function find(text: string): Promise<void> {
    await page.getByRole('searchbox', { name: 'Find a customer' }).fill(text);
    await page.getByRole('button', { name: 'Find', exact: true }).click();
  }

  it.each(failures)(
    '%s: says what happened and what to do, in a search and at a customer',
    async (_, fail, what, todo) => {
      await open('');
      await page.route('**/graphql', fail);
      await find('Nordmann');
      const alert = page.getByRole('alert');
      await alert.waitFor();
      expect(await alert.innerText()).toContain(what);
      expect(await alert.innerText()).toContain(todo);
      expect(await page.getByText('Nobody was found').count()).toBe(0);
      await page.keyboard.press('Escape');
      await page.evaluate(() => {
        location.hash = '#/customers/C1001';
      });
      await page.getByRole('main').getByRole('alert').getByText(what).waitFor();
      expect(await page.getByText('There is no customer').count()).toBe(0);
      expect(await objectionsTo(page)).toEqual([]);

      await page.unrouteAll();
      await page.getByRole('main').getByRole('button', { name: 'Try again' }).click();
      await page.getByRole('heading', { name: 'Kari Nordmann' }).waitFor();
    },
  );

  it('one 502 of the token endpoint is over with the next try', async () => {
    await page.route('**/token?*', (route) => route.fulfill({ status: 502, body: '' }), { times: 1 });
    await open('');
    await find('Kari Nordmann');
    const alert = page.getByRole('alert');
    await alert.getByText('You cannot be signed in at the moment.').waitFor();
    await alert.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('list', { name: 'Found' }).getByText('C1001').waitFor();
  });

  it('a balance that failed has a word in its place', async () => {
    const lift = served.sandbox.fail({ on: /^GET \/wallets\/.*\/cards\/GK/, status: 503 });
    await open('#/customers/C1001');
    const cards = page.getByRole('region', { name: 'Gift cards' });
    await cards.getByText('amount not available').first().waitFor();
    await cards.getByText('Some of this is missing. What this comes from cannot be reached').waitFor();
    lift();
  });

  it('a write of which nobody knows whether it was done says to look first', async () => {
    await open('#/customers/C1001');
    const cards = page.getByRole('region', { name: 'Gift cards' });
    await cards.getByRole('button', { name: 'Issue a gift card' }).click();
    await page.route('**/graphql', (route) => route.abort('connectionreset'));
    await page.getByRole('button', { name: 'Issue it' }).click();
    await cards.getByText('look before you try again').waitFor();
  });
});
