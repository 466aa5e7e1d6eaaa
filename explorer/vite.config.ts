import { readdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

/** Puts a brotli and a gzip form in the place of each file, so that the server need not compress and the package is small. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    async writeBundle({ dir = '' }) {
      const folder = join(dir, 'assets');
      await Promise.all((await readdir(folder)).map((name) => compress(join(folder, name))));
    },
  };
}

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

async function compress(path: string): Promise<void> {
  const content = await readFile(path);
  // Quick levels: the explorer is built when the server first starts, and mostly read on the same machine.
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  await writeFile(`${path}.br`, await brotli(content, { params }));
  await writeFile(`${path}.gz`, await zip(content, { level: 6 }));
  await unlink(path);
}

export default defineConfig({
  // Addresses are relative, so that the page works behind a proxy that cuts a prefix of the path. It is served beside `explorer/`.
  base: './',
  experimental: {
    renderBuiltUrl: (name, { hostType }) => (hostType === 'html' ? `explorer/${name}` : { relative: true }),
  },
  worker: { format: 'es' },
  build: {
    outDir: '../dist/explorer',
    emptyOutDir: true,
    target: 'es2023',
    // A file that is named by its content is loaded once; as a data URL it would be part of every page.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 5_000,
    reportCompressedSize: false,
    rolldownOptions: {
      onwarn(warning, warn) {
        // `"use client"` in libraries for servers that render React; nothing is rendered on a server here.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
  plugins: [compressed()],
});
