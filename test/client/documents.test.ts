import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ClientOptions, createClient, type TypedDocument } from '../../src/client/client.ts';
import { documents } from '../../src/documents/documents.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import type { Manifest } from '../../tools/apps.ts';
import { serve, type TestServer } from '../server/server.ts';

type Me = TypedDocument<{ readonly me: { readonly firstName: string } | null }, Record<string, never>>;

const folder = fileURLToPath(new URL('../../schema/manifests/', import.meta.url));
const { operations }: Manifest = JSON.parse(readFileSync(`${folder}mobile-0.1.0.json`, 'utf8'));
/** A document that is published, and one that nobody has published. */
const published: Me = Object(operations['Me']?.body);
const unpublished: Me = Object('{ me { firstName } }');
const kari = { me: expect.objectContaining({ firstName: 'Kari' }) };

let sandbox: Sandbox;
const servers = new Map<string, TestServer>();
beforeAll(async () => {
  sandbox = await startSandbox();
  for (const mode of ['off', 'prefer', 'require'])
    servers.set(mode, await serve(sandbox, { TRUSTED_MODE: mode, TRUSTED_DOCUMENTS: folder }));
});
afterAll(async () => {
  for (const { close } of servers.values()) await close();
  await sandbox.close();
});

/** Runs a document against a server of a mode, and tells what was sent: `id` or `text`, each request. */
async function run(mode: string, document: Me, options: Partial<ClientOptions>) {
  const sent: (readonly string[])[] = [];
  const client = createClient({
    url: 'http://bff/graphql',
    token: () => sandbox.token('mobile'),
    fetch: async (url, init) => {
      const request = new Request(url, init);
      const body: object = await request.clone().json();
      sent.push(Object.keys(body).filter((member) => member === 'documentId' || member === 'query'));
      return servers.get(mode)?.app.fetch(request) ?? Response.error();
    },
    ...options,
  });
  const { data, errors } = await client.run(document);
  return { data, codes: errors.map(({ extensions }) => extensions.code), sent: sent.flat() };
}

describe('createClient', () => {
  it.each(['off', 'prefer'])('sends texts by default, to a server that is %s', async (mode) => {
    expect(await run(mode, published, {})).toEqual({ data: kari, codes: [], sent: ['query'] });
  });

  it.each(['prefer', 'require'])('sends ids alone where documents are `trusted`, to one that is %s', async (mode) => {
    const options = { documents: 'trusted' } as const;
    expect(await run(mode, published, options)).toEqual({ data: kari, codes: [], sent: ['documentId'] });
    expect(await run(mode, unpublished, options)).toEqual({
      data: null,
      codes: ['PERSISTED_DOCUMENT_NOT_FOUND'],
      sent: ['documentId'],
    });
  });

  it.each(['off', 'prefer'])(
    'sends the text after an id that is not known where it is `prefer`, to %s',
    async (mode) => {
      const options = { documents: 'prefer' } as const;
      expect(await run(mode, unpublished, options)).toEqual({ data: kari, codes: [], sent: ['documentId', 'query'] });
    },
  );

  it('sends no text after an id that is known', async () => {
    for (const mode of ['prefer', 'require'])
      expect(await run(mode, published, { documents: 'prefer' })).toEqual({
        data: kari,
        codes: [],
        sent: ['documentId'],
      });
  });

  it('says that a text may not run where nothing but trusted documents may', async () => {
    for (const options of [{}, { documents: 'prefer' }] as const)
      expect(await run('require', unpublished, options)).toMatchObject({
        data: null,
        codes: ['PERSISTED_DOCUMENT_REQUIRED'],
      });
  });

  it('takes the id that a generator has put into a document, and then needs no text', async () => {
    const withoutText: Me = Object({ __meta__: { hash: documents.mobile.Me.id } });
    const answer = await run('require', withoutText, { documents: 'trusted' });
    expect(answer).toEqual({ data: kari, codes: [], sent: ['documentId'] });
    await expect(run('prefer', withoutText, {})).rejects.toThrow('The document has no text');
  });
});
