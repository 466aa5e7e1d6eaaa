import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, LoggedOutError, loginToken, type TypedDocument } from '../../src/client/client.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { serve, type TestServer } from '../server/server.ts';
import { kari, loginAt, url, visitor } from './visitor.ts';

type Me = TypedDocument<{ readonly me: { readonly customerId: string } | null }, Record<string, never>>;
const me: Me = Object('{ me { customerId } }');

let sandbox: Sandbox;
let server: TestServer;
beforeAll(async () => {
  sandbox = await startSandbox();
  server = await serve(sandbox);
});
afterAll(async () => {
  await server.close();
  await sandbox.close();
});

describe('the typed client with the token of a log-in', () => {
  it('reads what is the customer’s own, renews once for all that was refused, and says where to log in again', async () => {
    const { login } = loginAt(sandbox);
    const app = visitor(login, 'app');
    const { body } = await app.post('/password', kari);
    let refuses = false;
    const renewals: unknown[] = [];
    const client = createClient({
      url: 'http://bff/graphql',
      fetch: async (address, init) => {
        const isOld = new Headers(init?.headers).get('authorization') === `Bearer ${body.accessToken}`;
        if (refuses && isOld) return new Response('{"errors":[]}', { status: 401 });
        return server.app.fetch(new Request(address, init));
      },
      token: loginToken(url, {
        key: () => body.key,
        fetch: async (address, init) => {
          renewals.push(init?.body);
          return login.fetch(new Request(address, init));
        },
      }),
    });
    expect((await client.run(me)).data).toEqual({ me: { customerId: 'C1001' } });
    refuses = true;
    const all = await Promise.all(Array.from({ length: 10 }, () => client.run(me)));
    for (const { data } of all) expect(data).toEqual({ me: { customerId: 'C1001' } });
    expect(renewals).toEqual(['{}', JSON.stringify({ refused: body.accessToken })]);
    await app.post('/logout');
    await sandbox.rotateKeys();
    const other = createClient({
      url: 'http://bff/graphql',
      token: loginToken(url, {
        key: () => body.key,
        fetch: async (address, init) => login.fetch(new Request(address, init)),
      }),
    });
    await expect(other.run(me)).rejects.toThrow(LoggedOutError);
    const down = createClient({
      url: 'http://bff/graphql',
      token: loginToken(url, { fetch: async () => new Response('', { status: 503 }) }),
    });
    await expect(down.run(me)).rejects.toThrow('The log-in answered 503.');
  });

  it('leaves no code, token, secret, phone number or address in what the log-in tells', async () => {
    const { login, failures } = loginAt(sandbox);
    const somebody = visitor(login);
    sandbox.clearCalls();
    const told: unknown[] = [];
    const phoneNumber = String(sandbox.state.customers.get('C1001')?.phone_number);
    const faults = (['getToken', 'logIn', 'sendLogInCode'] as const).map((on) =>
      sandbox.fail({ on, status: 503, ...(on === 'getToken' && { times: 1 }) }),
    );
    for (const [path, body] of [
      ['/password', kari],
      ['/password', { ...kari, password: 'geheim-42' }],
      ['/password', { phoneNumber, password: 'geheim-42' }],
      ['/code/send', kari],
      ['/code', { email: kari.email, code: 'geheim42' }],
      ['/password', kari],
      ['/renew', { refused: 'geheim-token' }],
      ['/second-factor', { code: 'geheim42' }],
    ] as const) {
      const { status, body: answer } = await somebody.post(path, body);
      if (status !== 200) told.push(answer);
    }
    await expect.poll(() => failures.some(({ request }) => request === 'sendLogInCode')).toBe(true);
    for (const lift of faults) lift();
    expect(failures.map(({ request }) => request)).toEqual(expect.arrayContaining(['getToken', 'logIn']));
    const secrets = [
      kari.email,
      kari.password,
      phoneNumber,
      ...sandbox.state.messages.map(({ code }) => code),
      'geheim',
    ];
    const all = JSON.stringify([told, failures, sandbox.calls]);
    expect(secrets.filter((secret) => all.includes(secret) || all.includes(encodeURIComponent(secret)))).toEqual([]);
  });
});
