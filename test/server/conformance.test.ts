import { buildSchema } from 'graphql';
import { serverAudits } from 'graphql-http';
import { afterAll, describe, expect, it } from 'vitest';
import { serveSchema } from './server.ts';

/** With the short way and with Yoga alone, introspection on and off. */
const settings = [
  { shortWay: true, INTROSPECTION: 'on' },
  { shortWay: true, INTROSPECTION: 'off' },
  { shortWay: false, INTROSPECTION: 'on' },
  { shortWay: false, INTROSPECTION: 'off' },
].map(({ shortWay, INTROSPECTION }) => {
  const server = serveSchema(buildSchema('type Query { hello: String }'), { shortWay, env: { INTROSPECTION } });
  const audits = serverAudits({
    url: 'http://bff/graphql',
    fetchFn: (url: string, init: RequestInit) => server.app.fetch(new Request(url, init)),
  });
  return { shortWay, INTROSPECTION, server, audits };
});
afterAll(() => Promise.all(settings.map(({ server }) => server.close())));

/** GET is for documents that are known by their id, so what the specification says may be done by GET is not. */
const byGet = new Set([
  'MAY accept application/x-www-form-urlencoded formatted GET requests',
  'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/graphql-response+json',
  'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/json',
]);

/** Audits that ask for `__type`, which is what the setting switches off. */
const byIntrospection = new Set([
  'MUST accept utf-8 encoded request',
  'SHOULD allow map {variables} parameter when accepting application/graphql-response+json',
  'MUST allow map {variables} parameter when accepting application/json',
]);

describe.each(settings)('GraphQL over HTTP, introspection $INTROSPECTION, short way $shortWay', (setting) => {
  it.each(setting.audits.map(({ name, fn }) => [name, fn] as const))('%s', async (name, audit) => {
    const { status } = await audit();
    const isAbout = setting.INTROSPECTION === 'off' && byIntrospection.has(name);
    expect(status === 'ok').toBe(!byGet.has(name) && !isAbout);
  });

  it('does every MUST and SHOULD', () => {
    const names = new Set<string>(setting.audits.map(({ name }) => name));
    expect([...byGet, ...byIntrospection].filter((name) => !names.has(name))).toEqual([]);
    expect([...byGet].filter((name) => !name.startsWith('MAY '))).toEqual([]);
  });
});
