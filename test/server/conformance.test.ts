import { buildSchema } from 'graphql';
import { serverAudits } from 'graphql-http';
import { afterAll, describe, expect, it } from 'vitest';
import { type Listener, listen } from '../../src/server/http/listen.ts';
import { serveSchema } from './server.ts';

/** Hooks about HTTP have Yoga read requests and write answers, in place of ours. */
const pluginsOf = { ours: [], Yoga: [{ onResponse() {} }] } as const;

/** By the fetch handler and by a socket, with our reading and writing of HTTP and with Yoga's, introspection on and off. */
const settings = ['fetch', 'socket'].flatMap((by) =>
  (['ours', 'Yoga'] as const).flatMap((http) =>
    ['on', 'off'].map((INTROSPECTION) => {
      const schema = buildSchema('type Query { hello: String }');
      const server = serveSchema(schema, { env: { INTROSPECTION }, plugins: pluginsOf[http] });
      let listener: Listener | undefined;
      const audits = serverAudits({
        url: async () => {
          if (by === 'fetch') return 'http://bff/graphql';
          listener ??= await listen(server.app, 0, '127.0.0.1');
          return `${listener.url}/graphql`;
        },
        fetchFn: (url: string, init: RequestInit) =>
          by === 'fetch' ? server.app.fetch(new Request(url, init)) : fetch(url, init),
      });
      const close = async () => {
        await listener?.stop(0);
        await server.close();
      };
      return { by, http, INTROSPECTION, audits, close };
    }),
  ),
);
afterAll(() => Promise.all(settings.map(({ close }) => close())));

/** GET is for documents that are known by their id, so what the specification says may be done by GET is not. */
const byGet = new Set([
  'MAY accept application/x-www-form-urlencoded formatted GET requests',
  'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/graphql-response+json',
  'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/json',
]);

describe.each(settings)('GraphQL over HTTP by $by, introspection $INTROSPECTION, HTTP by $http', ({ audits }) => {
  it.each(audits.map(({ name, fn }) => [name, fn] as const))('%s', async (name, audit) => {
    const { status } = await audit();
    expect(status === 'ok').toBe(!byGet.has(name));
  });

  it('does every MUST and SHOULD', () => {
    const names = new Set<string>(audits.map(({ name }) => name));
    expect([...byGet].filter((name) => !names.has(name) || !name.startsWith('MAY '))).toEqual([]);
  });
});
