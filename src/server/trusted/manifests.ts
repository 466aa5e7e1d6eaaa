import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../../config/config.ts';
import { faultOf } from '../../kernel/fault.ts';
import { documentsOf } from '../../kernel/manifest.ts';

/** Trusted documents by their ids. */
export type TrustedDocuments = ReadonlyMap<string, string>;

/**
 * Reads every manifest (`*.json`) below a folder.
 *
 * @throws ConfigError naming a folder or file that cannot be read, a file that is no manifest, or an id that stands for two texts
 */
export function readManifests(folder: string): TrustedDocuments {
  const all = new Map<string, string>();
  const names = read('The folder', () => readdirSync(folder, { recursive: true, encoding: 'utf8' }));
  for (const name of names.sort()) {
    if (!name.endsWith('.json')) continue;
    const documents = documentsOf(parsed(read(name, () => readFileSync(join(folder, name), 'utf8'))));
    if (documents === null) throw wrong(`${name} is not a manifest.`);
    for (const [id, text] of documents) {
      if ((all.get(id) ?? text) !== text) throw wrong(`${name} has another text for ${id}.`);
      all.set(id, text);
    }
  }
  return all;
}

function read<Content>(what: string, from: () => Content): Content {
  try {
    return from();
  } catch (error) {
    throw wrong(`${what} cannot be read: ${faultOf(error)}.`);
  }
}

function wrong(problem: string): ConfigError {
  return new ConfigError([`TRUSTED_DOCUMENTS: ${problem}`]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
