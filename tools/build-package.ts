/**
 * Builds the package into `dist/`. What imports graphql is bundled, so that it works beside any graphql of an app, and so is
 * what the sandbox needs; what stands under `dependencies` is installed. With `--no-sandbox` the sandbox is left out.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { introspectionFromSchema } from 'graphql';
import { type OutputChunk, rolldown } from 'rolldown';
import ts from 'typescript';
import { servedSchema } from '../src/graphql/served-schema.ts';

const top = new URL('../', import.meta.url);
const dist = new URL('dist/', top);
const { dependencies } = JSON.parse(await readFile(new URL('package.json', top), 'utf8'));
const installed = Object.keys(dependencies);

/** What apps import, and the two ways in for programs. */
const api = [
  'exports/server',
  'exports/sandbox',
  'client/client',
  'cache/cache',
  'codegen/codegen',
  'documents/documents',
];
const programs = ['main', 'cli/bin'];
/** Modules whose types the types of the above are made of. */
const typed = [
  ...api,
  'client/document',
  'client/errors',
  'client/token',
  'documents/document',
  'kernel/error-code',
  'kernel/user-error-code',
];

for (const folder of ['cache', 'chunks', 'cli', 'client', 'codegen', 'documents', 'exports', 'kernel', 'sandbox'])
  await rm(new URL(`${folder}/`, dist), { recursive: true, force: true });
const chunks = await bundle();
await writeFile(new URL('licences.txt', dist), await licences(chunks));
for (const name of typed) await writeTypes(name);
const introspection = introspectionFromSchema(servedSchema({ customerLogin: false }), { oneOf: true });
await writeFile(new URL('schema/introspection.json', top), JSON.stringify(introspection));
if (process.argv.includes('--no-sandbox')) await rm(new URL('sandbox/', dist), { recursive: true });

async function bundle(): Promise<OutputChunk[]> {
  const build = await rolldown({
    cwd: top.pathname,
    input: Object.fromEntries([...api, ...programs].map((name) => [name, `src/${name}.ts`])),
    platform: 'node',
    external: (id) => id.startsWith('node:') || installed.some((name) => id === name || id.startsWith(`${name}/`)),
  });
  const { output } = await build.write({
    dir: dist.pathname,
    format: 'esm',
    // The sandbox finds the contract two folders up, as in the source.
    chunkFileNames: ({ moduleIds }) =>
      moduleIds.some((id) => id.endsWith('/src/sandbox/contract.ts')) ? 'sandbox/[name].js' : 'chunks/[name]-[hash].js',
  });
  await build.close();
  return output.filter((each) => each.type === 'chunk');
}

/** Name, version and licence of every package that is bundled. */
async function licences(bundled: readonly OutputChunk[]): Promise<string> {
  const folders = bundled.flatMap(({ moduleIds }) => moduleIds.flatMap(packageOf));
  return (await Promise.all([...new Set(folders)].sort().map(licenceOf))).join('\n\n');
}

/** The folder of the package that a module belongs to; empty for one of ours. */
function packageOf(id: string): string[] {
  return id.match(/^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/)?.slice(0, 1) ?? [];
}

async function licenceOf(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
  const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
  const text = file === undefined ? '' : await readFile(`${folder}/${file}`, 'utf8');
  return `${name} ${version} (${license})\n\n${text}`.trimEnd();
}

/** Each module by itself: whatever an app imports says all of its types in words. */
async function writeTypes(name: string): Promise<void> {
  const fileName = new URL(`src/${name}.ts`, top).pathname;
  const { outputText, diagnostics = [] } = ts.transpileDeclaration(await readFile(fileName, 'utf8'), {
    fileName,
    compilerOptions: { module: ts.ModuleKind.NodeNext, strict: true, isolatedDeclarations: true },
  });
  if (diagnostics.length > 0)
    throw new Error(ts.formatDiagnostics(diagnostics, { ...ts.createCompilerHost({}), getNewLine: () => '\n' }));
  const target = new URL(`${name}.d.ts`, dist);
  await mkdir(new URL('./', target), { recursive: true });
  await writeFile(target, outputText.replaceAll(/(from '\.{1,2}\/[^']+)\.ts'/g, "$1.js'"));
}
