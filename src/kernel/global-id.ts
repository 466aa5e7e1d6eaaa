import { checkedId } from './ids.ts';
import { InputError } from './input-error.ts';
import { UnreadableError } from './unreadable.ts';

/** What an opaque global id stands for: a GraphQL type and the upstream keys of one entity of it. */
export interface GlobalId {
  readonly type: string;
  readonly keys: readonly string[];
}

/**
 * The opaque id of an entity, stable across restarts.
 *
 * @throws UnreadableError if a key is missing: different entities would then have the same id
 */
export function encodeGlobalId(type: string, ...keys: readonly (string | null | undefined)[]): string {
  if (!keys.every(Boolean)) throw new UnreadableError('an id');
  return Buffer.from(JSON.stringify([type, ...keys])).toString('base64url');
}

/**
 * Reads an opaque id back.
 *
 * @throws InputError if `encodeGlobalId` did not make it, or one of its keys is not a valid id
 */
export function decodeGlobalId(id: string): GlobalId {
  const [type, ...keys] = parts(id);
  for (const key of keys) checkedId('id', key);
  // Decoding accepts padding, stray characters and white space, but an entity must have only one id.
  if (type === undefined || keys.length === 0 || encodeGlobalId(type, ...keys) !== id)
    throw new InputError('id is not a global id of this schema.');
  return { type, keys };
}

function parts(id: string): string[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(id, 'base64url').toString('utf8'));
    return Array.isArray(value) && value.every((part) => typeof part === 'string') ? value : [];
  } catch {
    return [];
  }
}
