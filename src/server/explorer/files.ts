import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { encodingOf } from '../http/encoding.ts';

/** The built explorer: its page, and the files that the page loads. */
export interface ExplorerFiles {
  /** The page as HTML; undefined where the explorer is not built. */
  page(): Promise<string | undefined>;
  /**
   * A file below `assets/`, in the form that the client likes best; undefined where there is none of this name.
   *
   * @param accepted the client's `Accept-Encoding`
   */
  asset(name: string, accepted: string | undefined): Promise<Response | undefined>;
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
};

/** Endings of the forms that the build leaves a file in. */
const endings = { br: '.br', gzip: '.gz' } as const;

const unzip = promisify(gunzip);

/** Names hold a hash of the content, so what is behind one never changes. */
const forever = 'public, max-age=31536000, immutable';

/** Where the build puts the explorer: `dist/explorer/` of this package, wherever this code runs from. */
export function explorerFolder(): URL {
  const manifest = findPackageJSON('.', import.meta.url);
  if (manifest === undefined) throw new Error('The server does not run from its package.');
  return new URL('dist/explorer/', pathToFileURL(manifest));
}

/** The explorer's files in a folder. Only names that are in it when the server starts are ever read. */
export function explorerFiles(folder: URL): ExplorerFiles {
  const names = new Set(namesIn(new URL('assets/', folder)));

  async function asset(name: string, accepted: string | undefined): Promise<Response | undefined> {
    const type = types[extname(name)];
    if (type === undefined || !names.has(`${name}.gz`)) return undefined;
    const encoding = encodingOf(accepted);
    const bytes = await readFile(new URL(`assets/${name}${endings[encoding ?? 'gzip']}`, folder));
    return new Response(new Uint8Array(encoding === null ? await unzip(bytes) : bytes), {
      headers: {
        'content-type': type,
        'cache-control': forever,
        vary: 'Accept-Encoding',
        'x-content-type-options': 'nosniff',
        ...(encoding && { 'content-encoding': encoding }),
      },
    });
  }

  return {
    page: () => readFile(new URL('index.html', folder), 'utf8').catch(ifMissing),
    asset,
  };
}

function namesIn(folder: URL): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    return ifMissing(error) ?? [];
  }
}

function ifMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
