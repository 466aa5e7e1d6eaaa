import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentsOf } from '../../kernel/manifest.ts';

/** Trusted documents by their ids. */
export type TrustedDocuments = ReadonlyMap<string, string>;

/**
 * Reads every manifest (`*.json`) below a folder.
 *
 * @throws Error naming a file that is no manifest, or an id that stands for two texts
 */
export function readManifests(folder: string): TrustedDocuments {
  const all = new Map<string, string>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!name.endsWith('.json')) continue;
    const documents = documentsOf(parsed(readFileSync(join(folder, name), 'utf8')));
    if (documents === null) throw new Error(`TRUSTED_DOCUMENTS: ${name} is not a manifest.`);
    for (const [id, text] of documents) {
      if ((all.get(id) ?? text) !== text) throw new Error(`TRUSTED_DOCUMENTS: ${name} has another text for ${id}.`);
      all.set(id, text);
    }
  }
  return all;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
