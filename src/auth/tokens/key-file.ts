import { readFile } from 'node:fs/promises';
import { type Jwk, KeyFetchError, someJwks } from '../../kernel/jwk.ts';

/**
 * Keys from a local file, `{ "keys": [...] }` or a bare array; read again at every refresh.
 *
 * The function rejects with a KeyFetchError when the file cannot be read or holds no keys.
 */
export function keyFile(path: string): () => Promise<readonly Jwk[]> {
  return async () => someJwks(parsed(await contentOf(path)), 'file');
}

async function contentOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new KeyFetchError('file', `The key file cannot be read: ${code}.`);
  }
}

function parsed(text: string): unknown {
  try {
    // Some editors write a byte order mark.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // A parse error quotes the text, which may be a private key by mistake.
    throw new KeyFetchError('file', 'The key file is not JSON.');
  }
}
