import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { ask, bearer, post, serve, type TestServer } from './server.ts';

// What upstream gets of trace headers: a proxy in front of the sandbox keeps the headers of each call.

const seen: IncomingHttpHeaders[] = [];
let sandbox: Sandbox;
let server: TestServer;
let token: string;
const proxy = createServer((received, response) => {
  seen.push(received.headers);
  const { method, headers } = received;
  const onward = request(new URL(received.url ?? '', sandbox.url), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  received.pipe(onward);
});

beforeAll(async () => {
  sandbox = await startSandbox();
  token = await sandbox.token('helpdesk');
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  server = await serve({ ...sandbox, url: `http://127.0.0.1:${port}/v1` });
});
beforeEach(() => {
  seen.length = 0;
});
afterAll(async () => {
  await server.close();
  proxy.closeAllConnections();
  proxy.close();
  await sandbox.close();
});

async function passedOn(headers: Readonly<Record<string, string>>) {
  await ask(server, post('{ customer(customerId: "C1001") { firstName } }', { ...headers, ...bearer(token) }));
  const [{ traceparent, tracestate } = {}] = seen;
  return [seen.length, traceparent, tracestate];
}

const parent = `00-${'4bf92f3577b34da6a3ce929d0e0e4736'}-00f067aa0ba902b7-01`;

describe('traceparent and tracestate', () => {
  it.each(['congo=t61rcWkgMzE', 'a@b=1,c=2', 'a=1 , b=2', `a=${'x'.repeat(256)}`])(
    'are passed on as they are: %s',
    async (tracestate) => {
      expect(await passedOn({ traceparent: parent, tracestate })).toEqual([1, parent, tracestate]);
    },
  );

  it.each([
    ['a member without a value', 'congo'],
    ['a key in capitals', 'Congo=1'],
    ['two values', 'congo=1=2'],
    ['a value that is too long', `a=${'x'.repeat(257)}`],
    ['33 members', Array.from({ length: 33 }, (_, index) => `a${index}=1`).join()],
    ['513 characters', `a=${'x'.repeat(250)},b=${'y'.repeat(258)}`],
    ['a letter beyond ASCII', 'a=ø'],
  ])('go without the state where it is none: %s', async (_, tracestate) => {
    expect(await passedOn({ traceparent: parent, tracestate })).toEqual([1, parent, undefined]);
  });

  it.each([
    ['another version', parent.replace('00-', '01-')],
    ['capitals', parent.toUpperCase()],
    ['no trace', parent.replace(/-\w{32}-/, `-${'0'.repeat(32)}-`)],
    ['no parent', parent.replace(/-\w{16}-/, `-${'0'.repeat(16)}-`)],
    ['more behind', `${parent}-x`],
    ['something else', 'CANARY'],
  ])('are both left out where the parent is none: %s', async (_, traceparent) => {
    expect(await passedOn({ traceparent, tracestate: 'congo=1' })).toEqual([1, undefined, undefined]);
  });
});
