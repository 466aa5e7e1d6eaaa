import { buildSchema } from 'graphql';
import { serverAudits } from 'graphql-http';
import { afterAll, describe, expect, it } from 'vitest';
import { serveSchema } from './server.ts';

const server = serveSchema(buildSchema('type Query { hello: String }'));
afterAll(() => server.close());

const audits = serverAudits({
  url: 'http://bff/graphql',
  fetchFn: (url: string, init: RequestInit) => server.app.fetch(new Request(url, init)),
});

/**
 * What the specification recommends and this server does not do: a request that cannot run is answered 400 in either
 * media type, so that its failure shows to proxies, monitors and clients that look at the status alone.
 */
const deviations = new Set([
  'SHOULD use 200 status code on document parsing failure when accepting application/json',
  'SHOULD use 200 status code on document validation failure when accepting application/json',
  'SHOULD use a status code of 200 on variable coercion failure when accepting application/json',
]);

describe('GraphQL over HTTP', () => {
  it.each(audits.map(({ name, fn }) => [name, fn] as const))('%s', async (name, audit) => {
    const { status } = await audit();
    expect(status).toBe(deviations.has(name) ? 'warn' : 'ok');
  });

  it('deviates nowhere else, and in no MUST', () => {
    const names = audits.map(({ name }) => name);
    expect([...deviations].filter((name) => !names.some((each) => each === name))).toEqual([]);
    expect([...deviations].filter((name) => name.startsWith('MUST'))).toEqual([]);
  });
});
