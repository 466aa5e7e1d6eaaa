/**
 * Starts once what was built, asks it something, and leaves in `.compiled` what V8 compiled on the way, for the user with the id
 * that is given to read: `node tools/compile-ahead.ts 1000`. Nothing is reached but the server itself.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, readdir, rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';

const [user = ''] = process.argv.slice(2);
if (!/^\d+$/.test(user)) throw new Error('Whose it is to be must be given, as the id of a user.');
const compiled = new URL('../.compiled/', import.meta.url);
await rm(compiled, { recursive: true, force: true });

const server = spawn(process.execPath, [new URL('../dist/main.js', import.meta.url).pathname], {
  env: {
    PORT: '0',
    HOST: '127.0.0.1',
    DINTERO_ACCOUNT_ID: 'T00000000',
    // Where nobody listens: what comes of it is not compiled ahead.
    DINTERO_BASE_URL: 'http://127.0.0.1:9/v1',
    DINTERO_CLIENT_ID: 'none',
    DINTERO_CLIENT_SECRET: 'none',
    ALLOW_ANONYMOUS: 'on',
    ALLOW_IN_PRODUCTION: 'ALLOW_ANONYMOUS',
  },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const ended = once(server, 'exit');
for await (const line of createInterface(server.stdout)) {
  const { msg, url } = JSON.parse(line);
  if (msg !== 'ready') continue;
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ viewer { kind } }"}',
  });
  if (!response.ok) throw new Error(`The server answered ${response.status}: ${await response.text()}`);
  server.kill('SIGTERM');
}
const [code] = await ended;
if (code !== 0) throw new Error(`The server ended with status ${code}.`);

// Node looks in a directory whose name ends in the id of who runs it. Root's all of it stays, so that the server cannot alter it.
await chmod(compiled, 0o755);
for (const name of await readdir(compiled)) {
  const folder = new URL(`${name.replace(/\d+$/, user)}/`, compiled);
  await rename(new URL(name, compiled), folder);
  for (const file of await readdir(folder)) await chmod(new URL(file, folder), 0o644);
}
