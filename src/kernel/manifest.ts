import { isRecord } from './record.ts';
/**
 * The documents of a manifest by their ids, as graphql-codegen (`{ id: text }`), Apollo (`{ operations: [{ id, body }] }`)
 * and this package (`{ operations: { name: { id, body } } }`) write it; null for what is no manifest.
 */
export function documentsOf(json: unknown): ReadonlyMap<string, string> | null {
  if (!isRecord(json)) return null;
  const { operations } = json;
  const entries = Array.isArray(operations)
    ? operations.map(entryOf)
    : isRecord(operations)
      ? Object.values(operations).map(entryOf)
      : Object.entries(json);
  const documents = new Map<string, string>();
  for (const entry of entries) {
    const [id, text] = entry ?? [];
    if (typeof id !== 'string' || typeof text !== 'string') return null;
    documents.set(bare(id), text);
  }
  return documents;
}

/** An id without the name of its hash: `sha256:ab…` and `ab…` are the same. */
export function bare(id: string): string {
  return id.replace(/^sha256:/, '');
}

function entryOf(operation: unknown): readonly [unknown, unknown] | null {
  return isRecord(operation) ? [operation['id'], operation['body']] : null;
}
