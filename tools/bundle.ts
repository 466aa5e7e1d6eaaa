import { readFile } from 'node:fs/promises';
import { type OutputChunk, type Plugin, rolldown } from 'rolldown';

const top = new URL('../', import.meta.url);
const { dependencies } = JSON.parse(await readFile(new URL('package.json', top), 'utf8'));
/** What is installed beside the package, and not bundled. */
const installed = Object.keys(dependencies).filter((name) => name !== 'undici');

/** Modules that apps import, by their place in `src/`. */
export const api = [
  'exports/server',
  'exports/sandbox',
  'client/client',
  'login/login',
  'cache/cache',
  'codegen/codegen',
  'codegen/mocks',
  'documents/documents',
];

/** The two ways in for programs. */
const programs = ['main', 'cli/bin'];

/** What programs load only when they are asked to. */
const sandbox = 'sandbox/sandbox';

const noHttp2 = 'no HTTP/2';

/**
 * Of undici one class is used at start, and its index loads all of it; whatever else is imported from there fails the build. What reads
 * answers is `require`d from where it is installed, in this very version, when the first connection is made. HTTP/2, which is not used, is left out.
 */
const poolAlone: Plugin = {
  name: 'pool alone',
  resolveId(id) {
    if (id === 'undici') return poolAlone.name;
    if (id === './client-h2.js') return noHttp2;
    const parser = id.match(/^\.\.\/((?:milo|llhttp)\/(?:[a-z_]+-wasm|simd|no-simd)\.js)$/)?.[1];
    return parser === undefined ? null : { id: `undici/lib/${parser}`, external: true };
  },
  load(id) {
    if (id === poolAlone.name) return "export { default as Pool } from 'undici/lib/dispatcher/pool.js';";
    return id === noHttp2 ? "module.exports = () => { throw new Error('HTTP/2 is off.'); };" : null;
  },
  buildEnd() {
    if (![...this.getModuleIds()].includes(noHttp2)) throw new Error('undici loads HTTP/2 in another way.');
  },
};

/** Writes letters of the comments that are left, those of licences, as `charset` writes all others. */
const asciiComments: Plugin = {
  name: 'ascii comments',
  renderChunk: (code) =>
    code.replaceAll(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`),
};

/**
 * Bundles what apps import and the programs into a folder, which has to be one of the repository's own: the contract is found from
 * there. Each package is bundled once or, where it stands under `dependencies`, installed: to find and load hundreds of files took
 * a quarter of a start (bench/NOTES.md), and what imports graphql works beside any graphql of an app.
 */
export async function bundlePackage(target: URL): Promise<readonly OutputChunk[]> {
  const build = await rolldown({
    cwd: top.pathname,
    input: Object.fromEntries([...api, sandbox, ...programs].map((name) => [name, `src/${name}.ts`])),
    platform: 'node',
    external: (id) => id.startsWith('node:') || installed.some((name) => id === name || id.startsWith(`${name}/`)),
    plugins: [poolAlone],
  });
  const { output } = await build.write({
    dir: target.pathname,
    format: 'esm',
    // Node takes six times as long to read a file in which a single letter is not ASCII.
    charset: 'ascii',
    comments: { jsdoc: false, annotation: false, legal: true },
    plugins: [asciiComments],
    // The sandbox finds the contract two folders up, as in the source.
    chunkFileNames: ({ moduleIds }) =>
      moduleIds.some((id) => id.endsWith('/src/sandbox/contract.ts'))
        ? 'sandbox/[name]-[hash].js'
        : 'chunks/[name]-[hash].js',
  });
  await build.close();
  return output.filter((each) => each.type === 'chunk');
}
