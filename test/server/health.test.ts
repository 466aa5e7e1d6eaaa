import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { ask, bearer, post, request, serve, serveSchema } from './server.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const schema = buildSchema('type Query { hello: String }');
const nothingWrong = { ready: true, keys: true, upstream: true, draining: false };

describe('/health', () => {
  it('says that the process lives, whatever is wrong elsewhere', async () => {
    const server = serveSchema(schema, { keysReady: () => false });
    expect(await ask(server, request('/health'))).toMatchObject({ status: 200, body: { live: true } });
    await server.close();
  });
});

describe('/ready', () => {
  it('says yes when keys are known and upstream answers, without a token', async () => {
    const server = await serve(sandbox, { ALLOW_ANONYMOUS: 'off' });
    expect(await ask(server, request('/ready'))).toMatchObject({ status: 200, body: nothingWrong });
    await server.close();
  });

  it('says yes when upstream answers that it will not have it', async () => {
    const server = await serve(sandbox);
    const lift = sandbox.fail({ on: /./, status: 401 });
    expect(await ask(server, request('/ready'))).toMatchObject({ status: 200, body: { upstream: true } });
    lift();
    await server.close();
  });

  it('says no without keys', async () => {
    const lift = sandbox.fail({ on: 'getToken', status: 401 });
    const server = await serve(sandbox);
    lift();
    const { status, body } = await ask(server, request('/ready'));
    expect({ status, body }).toEqual({ status: 503, body: { ...nothingWrong, ready: false, keys: false } });
    await server.close();
  });

  it('says yes when upstream cannot be reached, and tells it: no other server would reach it either', async () => {
    const server = serveSchema(schema);
    const { status, body } = await ask(server, request('/ready'));
    expect({ status, body }).toEqual({ status: 200, body: { ...nothingWrong, upstream: false } });
    await server.close();
  });

  it('says no where the base address lacks its version, since there are no keys at it', async () => {
    const server = await serve({ ...sandbox, url: new URL(sandbox.url).origin });
    expect(await ask(server, request('/ready'))).toMatchObject({ status: 503, body: { keys: false, upstream: false } });
    await server.close();
  });

  it('says no while the server drains, which still answers what comes', async () => {
    const server = await serve(sandbox);
    server.app.drain();
    const { status, body } = await ask(server, request('/ready'));
    expect({ status, body }).toEqual({ status: 503, body: { ...nothingWrong, ready: false, draining: true } });
    const asked = post('{ viewer { kind } }', bearer(await sandbox.token('pos')));
    expect(await ask(server, asked)).toMatchObject({ status: 200 });
    expect(await ask(server, request('/health'))).toMatchObject({ status: 200 });
    await server.close();
  });
});
