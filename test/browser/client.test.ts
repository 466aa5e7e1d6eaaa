import type { Browser } from 'playwright-core';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isInstalled, openBrowser } from './chromium.ts';
import { type Served, serve } from './served.ts';

describe.skipIf(!isInstalled)('the typed client in Chromium', () => {
  let served: Served;
  let browser: Browser;
  beforeAll(async () => {
    const folder = new URL('../../schema/manifests/', import.meta.url).pathname;
    served = await serve({ TRUSTED_MODE: 'prefer', TRUSTED_DOCUMENTS: folder });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  it('runs texts, ids by POST and by GET, renews a token once, and hands out what the server exposes', async () => {
    const build = await rolldown({ input: new URL('../../src/client/client.ts', import.meta.url).pathname });
    const { output } = await build.generate({ format: 'iife', name: 'dintero' });
    const page = await browser.newPage();
    await page.goto(served.url);
    const token = await served.sandbox.token('mobile');
    const program = `${output[0].code}
      (async () => {
        const asked = [];
        const renewing = ({ renew }) => (asked.push(renew), renew ? ${JSON.stringify(token)} : 'no.such.token');
        const client = dintero.createClient({ url: location.origin + '/graphql', token: renewing, documents: 'prefer' });
        const runs = await Promise.all([
          client.run('{ me { firstName } }'),
          client.run('{ me { firstName } }', {}, { method: 'GET' }),
          client.run('{ me { lastName } }'),
        ]);
        const late = await dintero
          .createClient({ url: location.origin + '/graphql', token: () => new Promise(() => {}), timeout: 20 })
          .run('{ me { firstName } }')
          .catch(({ reason }) => reason);
        const ids = runs.map(({ headers }) => headers.get('x-request-id') !== null);
        return { names: runs.map(({ data }) => Object.values(data.me)[0]), asked, ids, late };
      })()`;
    expect(await page.evaluate(program)).toEqual({
      names: ['Kari', 'Kari', 'Nordmann'],
      asked: [false, true],
      ids: [true, true, true],
      late: 'timeout',
    });
  });
});
