import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type DocumentNode, Kind, parse } from 'graphql';
import type { ScopesLock } from '../../advice/lock.ts';
import { documentsOf } from '../../kernel/manifest.ts';
import { isRecord } from '../../kernel/record.ts';
import { DocumentsError } from '../documents/sources.ts';

/** The documents that a published version of an app sends. */
export interface AppManifest {
  /** App and version; the name of the file where the manifest does not say. */
  readonly app: string;
  readonly operations: readonly { readonly name: string; readonly document: DocumentNode }[];
  /** The scopes that its clients hold; null: the manifest does not say. */
  readonly lock: ScopesLock | null;
}

/**
 * Reads a manifest, of this package or of any tool whose manifests the server takes.
 *
 * @throws DocumentsError where it is none
 */
export async function readManifest(file: string): Promise<AppManifest> {
  const json = jsonIn(await readFile(file, 'utf8').catch(() => ''));
  const documents = documentsOf(json);
  if (documents === null) throw new DocumentsError(`${file} is not a manifest of persisted documents.`);
  const operations = [...documents].map(([id, text]) => {
    const document = parse(text, { noLocation: true });
    const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
    return { name: operation?.name?.value ?? id, document };
  });
  const lock = lockIn(json);
  const app = isRecord(json) && lock !== null ? `${json['app']} ${json['version']}` : basename(file, '.json');
  return { app, operations, lock };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The scopes that a manifest of this package has for each operation. */
function lockIn(json: unknown): ScopesLock | null {
  if (!isRecord(json) || !isRecord(json['operations'])) return null;
  const { audience, operations } = json;
  if (audience !== 'staff' && audience !== 'customer') return null;
  const entries = Object.entries(operations).map(([name, operation]) => {
    const scopes = isRecord(operation) ? operation['scopes'] : null;
    return [name, Array.isArray(scopes) ? scopes.map(String) : []] as const;
  });
  return { audience, operations: Object.fromEntries(entries) };
}
