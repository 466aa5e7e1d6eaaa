import type { ServerResponse } from 'node:http';
import type { LogInState } from './state.ts';

/** Where the page is. */
export const messagesPath = '/messages';

/** Writes a page with what was sent to people by e-mail and SMS, newest first; it looks again every two seconds. */
export function writeMessages({ messages }: LogInState, response: ServerResponse): void {
  const rows = messages.toReversed().map(({ to, code }) => `<li>${to.replaceAll('<', '&lt;')}: <b>${code}</b></li>`);
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(
    `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="2">
<title>Messages of the sandbox</title><h1>E-mail and SMS</h1><ul>${rows.join('\n') || '<li>Nothing was sent.</li>'}</ul></html>`,
  );
}
