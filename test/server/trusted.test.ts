import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { readManifests } from '../../src/server/trusted/manifests.ts';
import { ask, bearer, post, request, serve, type TestServer } from './server.ts';

const text = 'query Who($first: Int = 1) { viewer { kind } customers(first: $first) { nodes { id } } }';
const id = createHash('sha256').update(text).digest('hex');
const change = 'mutation Out { customerTagDelete(input: { tagId: "x" }) { userErrors { code } } }';
const apq = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });

const folder = mkdtempSync(join(tmpdir(), 'trusted-'));
writeFileSync(join(folder, 'codegen.json'), JSON.stringify({ [id]: text }));
writeFileSync(join(folder, 'apollo.json'), JSON.stringify({ operations: [{ id: 'change', body: change }] }));

let sandbox: Sandbox;
let token: Record<string, string>;
const servers = new Map<string, TestServer>();
beforeAll(async () => {
  sandbox = await startSandbox();
  token = { ...bearer(await sandbox.token('helpdesk')) };
  for (const mode of ['off', 'prefer', 'require'])
    servers.set(mode, await serve(sandbox, { TRUSTED_MODE: mode, TRUSTED_DOCUMENTS: folder }));
});
afterAll(async () => {
  for (const server of servers.values()) await server.close();
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

async function to(mode: string, asked: Request) {
  const server = servers.get(mode);
  if (server === undefined) throw new Error(`No server is ${mode}.`);
  return ask(server, asked);
}
const answered = { status: 200, codes: [], body: { data: { viewer: { kind: 'CLIENT' } } } };

describe.each(['prefer', 'require'])('TRUSTED_MODE=%s', (mode) => {
  it.each([
    ['documentId', { documentId: id }],
    ['documentId with its hash named', { documentId: `sha256:${id}` }],
    ["the hash of Apollo's extension", apq(id)],
    ['an id beside a text, which is not read', { ...apq(id), query: '{ nothing }' }],
  ])('runs a document by %s', async (_, body) => {
    expect(await to(mode, post({ ...body, variables: { first: 1 } }, token))).toMatchObject(answered);
  });

  it('says that an id is not known, and calls nothing', async () => {
    sandbox.clearCalls();
    const answer = await to(mode, post({ documentId: 'f'.repeat(64) }, token));
    expect(answer).toMatchObject({ status: 400, codes: ['PERSISTED_DOCUMENT_NOT_FOUND'] });
    expect(answer.body).not.toHaveProperty('data');
    expect(sandbox.calls).toEqual([]);
  });

  it('answers GET by id for its reader alone, and keeps no errors', async () => {
    const get = (query: string, headers = token) => to(mode, request(`/graphql?${query}`, { headers }));
    const read = await get(`documentId=${id}&variables=${encodeURIComponent('{"first":1}')}`);
    expect(read).toMatchObject(answered);
    expect(read.headers.get('cache-control')).toBe('private, no-cache');
    const denied = await get(`documentId=${id}`, { ...bearer(await sandbox.token('pos')) });
    expect(denied.codes).toEqual(['INSUFFICIENT_SCOPE']);
    expect(denied.headers.get('cache-control')).toBe('private, no-store');
  });

  it('changes nothing by GET', async () => {
    sandbox.clearCalls();
    const answer = await to(mode, request('/graphql?documentId=change', { headers: token }));
    expect(answer).toMatchObject({ status: 405, codes: ['METHOD_NOT_ALLOWED'] });
    expect(sandbox.calls).toEqual([]);
  });
});

describe('TRUSTED_MODE', () => {
  it.each(['off', 'prefer'])('%s runs any text', async (mode) => {
    expect(await to(mode, post(text, token))).toMatchObject(answered);
  });

  it('require runs no text, be it one that is trusted', async () => {
    expect(await to('require', post(text, token))).toMatchObject({
      status: 400,
      codes: ['PERSISTED_DOCUMENT_REQUIRED'],
    });
    const both = post({ query: text, documentId: 'f'.repeat(64) }, token);
    expect(await to('require', both)).toMatchObject({ codes: ['PERSISTED_DOCUMENT_REQUIRED'] });
  });

  it('off knows no ids', async () => {
    expect(await to('off', post({ documentId: id }, token))).toMatchObject({
      codes: ['PERSISTED_DOCUMENT_NOT_FOUND'],
    });
  });

  it.each(['off', 'prefer'])('%s makes stock clients send the text of a hash that is not known', async (mode) => {
    const { body } = await to(mode, post(apq('f'.repeat(64)), token));
    expect(body.errors[0].message).toBe('PersistedQueryNotFound');
  });

  it('still asks for a document', async () => {
    expect(await to('prefer', post({ variables: {} }, token))).toMatchObject({ status: 400 });
  });

  it('needs a folder', () => {
    expect(() => readConfig({ TRUSTED_MODE: 'require' })).toThrow('TRUSTED_MODE needs TRUSTED_DOCUMENTS');
  });
});

describe('manifests', () => {
  it('name a file that is none', () => {
    const wrong = mkdtempSync(join(tmpdir(), 'trusted-'));
    writeFileSync(join(wrong, 'list.json'), '["query { viewer { kind } }"]');
    expect(() => readManifests(wrong)).toThrow('list.json is not a manifest');
    rmSync(wrong, { recursive: true });
  });
});
