import { readFile } from 'node:fs/promises';
import { type OutputChunk, type Plugin, rolldown } from 'rolldown';

const top = new URL('../', import.meta.url);
const { dependencies } = JSON.parse(await readFile(new URL('package.json', top), 'utf8'));

/** Modules that apps import, by their place in `src/`. */
export const api = [
  'exports/server',
  'exports/sandbox',
  'client/client',
  'cache/cache',
  'codegen/codegen',
  'documents/documents',
];

/** The two ways in for programs. */
const programs = ['main', 'cli/bin'];

/** What programs load only when they are asked to; for them it is made once, with what apps import. */
const sandbox = 'sandbox/sandbox';

/** Programs load the sandbox from where apps do. */
const sandboxApart: Plugin = {
  name: 'sandbox apart',
  resolveId: (id) => (id.endsWith(`/${sandbox}.ts`) ? { id: `../${sandbox}.js`, external: 'relative' } : null),
};

const noHttp2 = 'no HTTP/2';

/**
 * Of undici one class is used, and its index loads all of it; whatever else is imported from there fails the build. What reads
 * answers is `require`d from where it is installed when the first connection is made. HTTP/2, which is not used, is left out.
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
 * there. What imports graphql is bundled, so that it works beside any graphql of an app, and so is what the sandbox needs;
 * what stands under `dependencies` is installed. Programs have bundled what they load of that at start: to find and load so
 * many files takes a quarter of its time (docs/performance.md).
 */
export async function bundlePackage(target: URL): Promise<readonly OutputChunk[]> {
  return [
    ...(await bundle(target, [...api, sandbox], Object.keys(dependencies))),
    // It is used with REDIS_URL alone. Ajv stays outside as well: the checks of bodies `require` it when the first is made.
    ...(await bundle(target, programs, ['ioredis'], [sandboxApart, poolAlone])),
  ];
}

/** @param external names of packages that are installed */
async function bundle(
  target: URL,
  names: readonly string[],
  external: readonly string[],
  plugins: Plugin[] = [],
): Promise<OutputChunk[]> {
  const build = await rolldown({
    cwd: top.pathname,
    input: Object.fromEntries(names.map((name) => [name, `src/${name}.ts`])),
    platform: 'node',
    external: (id) => id.startsWith('node:') || external.some((name) => id === name || id.startsWith(`${name}/`)),
    plugins,
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
