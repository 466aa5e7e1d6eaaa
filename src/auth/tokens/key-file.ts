import { readFile } from 'node:fs/promises';
import { readJwks } from '../../kernel/jwk.ts';
import type { KeySource } from './keys.ts';

/**
 * Keys from a local file, `{ "keys": [...] }` or a bare array; read again at every refresh.
 *
 * The function rejects when the file cannot be read or holds no keys; its errors quote nothing of what is in it.
 */
export function keyFile(path: string): KeySource {
  return async () => {
    const keys = readJwks(parsed(await readFile(path, 'utf8')));
    if (keys.length === 0) throw new Error('The key file holds no keys.');
    return keys;
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A parse error quotes the text, which may be a private key by mistake.
    throw new Error('The key file is not JSON.');
  }
}
