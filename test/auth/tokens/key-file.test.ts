import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyFile } from '../../../src/auth/tokens/key-file.ts';

const key = { kty: 'EC', kid: 'key-1', crv: 'P-256', x: 'x', y: 'y' };
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'key-file-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(text: string): Promise<string> {
  const path = join(folder, 'keys.json');
  await writeFile(path, text);
  return path;
}

describe('a key file', () => {
  it.each([
    ['a key set', { keys: [key] }],
    ['a bare array', [key]],
    ['an array with other things in it', [null, 'key', { kid: 'no kind' }, key]],
  ])('is read as %s', async (_, content) => {
    await expect(keyFile(await fileOf(JSON.stringify(content)))()).resolves.toEqual([key]);
  });

  it('is read anew every time', async () => {
    const read = keyFile(await fileOf(JSON.stringify([key])));
    await read();
    await fileOf(JSON.stringify([{ ...key, kid: 'key-2' }]));
    await expect(read()).resolves.toMatchObject([{ kid: 'key-2' }]);
  });

  it.each([
    ['has no keys', '[]'],
    ['is an object of something else', '{"kty":"RSA"}'],
    ['is a text', '"keys"'],
    ['is no JSON', '-----BEGIN PRIVATE KEY----- secret'],
    ['is empty', ''],
  ])('that %s is refused, and the error quotes nothing of it', async (_, text) => {
    const failure = keyFile(await fileOf(text))();
    await expect(failure).rejects.toThrow(
      /^(The key file is not JSON\.|What is there is (a list without keys|not a list of keys, but (a string|an object with kty));.*)$/,
    );
  });

  it('that is not there is refused', async () => {
    await expect(keyFile(join(folder, 'nowhere.json'))()).rejects.toThrow('ENOENT');
  });
});
