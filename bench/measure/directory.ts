import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory for the files of one kind of run, empty. */
export function emptyDirectory(name: string): string {
  const directory = join(tmpdir(), `dintero-graphql-${name}-${process.getuid?.() ?? 0}`);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  return directory;
}
