import { readFile } from 'node:fs/promises';
import { readJwks } from '../kernel/jwk.ts';
import type { KeySource } from './keys.ts';

/** Keys from a local file, `{ "keys": [...] }` or a bare array; read again at every refresh. */
export function keyFile(path: string): KeySource {
  return async () => readJwks(JSON.parse(await readFile(path, 'utf8')));
}
