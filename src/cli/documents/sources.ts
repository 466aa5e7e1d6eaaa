import { glob, readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { documentsOf } from '../../kernel/manifest.ts';

/** A piece of GraphQL with the place where it begins. */
export interface DocumentSource {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** Where GraphQL is found that no file or no reader fits. */
export class DocumentsError extends Error {
  override readonly name = 'DocumentsError';
}

const readers: Readonly<Record<string, (file: string, text: string) => DocumentSource[]>> = {
  '.graphql': whole,
  '.gql': whole,
  '.json': manifest,
  ...Object.fromEntries(['.ts', '.tsx', '.mts', '.js', '.jsx', '.mjs'].map((extension) => [extension, templates])),
};

/**
 * GraphQL of the files that the patterns name: `.graphql` files, tagged templates in sources, persisted manifests.
 *
 * @throws DocumentsError when no file is named, or one cannot be read
 */
export async function readSources(patterns: readonly string[]): Promise<DocumentSource[]> {
  const files: string[] = [];
  for await (const file of glob(patterns)) if (extname(file) in readers) files.push(file);
  if (files.length === 0) throw new DocumentsError(`No document is found at ${patterns.join(', ')}.`);
  const sources = await Promise.all(
    [...new Set(files)].sort().map(async (file) => readers[extname(file)]?.(file, await readFile(file, 'utf8')) ?? []),
  );
  return sources.flat();
}

function whole(file: string, text: string): DocumentSource[] {
  return [{ file, line: 1, text }];
}

/** `gql`, `graphql` and `/* GraphQL *\/` templates; what is put into them are other documents, which are found by themselves. */
function templates(file: string, text: string): DocumentSource[] {
  const tagged = /(?:\b(?:gql|graphql)\s*\(?\s*|\/\*\s*GraphQL\s*\*\/\s*)`((?:[^`\\]|\\.)*)`/g;
  return [...text.matchAll(tagged)].map((match) => ({
    file,
    line: text.slice(0, match.index + match[0].indexOf('`')).split('\n').length,
    text: (match[1] ?? '').replaceAll(/\$\{[^}]*\}/g, '').replaceAll('\\`', '`'),
  }));
}

/** A manifest of persisted documents. */
function manifest(file: string, text: string): DocumentSource[] {
  const documents = documentsOf(parse(file, text));
  if (documents === null) throw new DocumentsError(`${file} is not a manifest of persisted documents.`);
  return [...documents.values()].map((body) => ({ file, line: 1, text: body }));
}

function parse(file: string, text: string): object {
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === 'object' && json !== null) return json;
  } catch {
    // Told below, like JSON that is something else.
  }
  throw new DocumentsError(`${file} is not a manifest of persisted documents.`);
}
