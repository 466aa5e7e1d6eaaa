/**
 * Builds the package into `dist/`: what `bundle.ts` makes, the types of what apps import, the licences and the
 * bill of materials (CycloneDX) of what is bundled, and the introspection of the schema. With `--no-sandbox` the sandbox is left out.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { introspectionFromSchema, lexicographicSortSchema } from 'graphql';
import ts from 'typescript';
import { servedSchema } from '../src/graphql/served-schema.ts';
import { buildExplorer } from './build-explorer.ts';
import { api, bundlePackage } from './bundle.ts';
import { bundledFolders } from './bundled-folders.ts';
import { lockedSbom, sbomOf } from './sbom.ts';

const top = new URL('../', import.meta.url);
const dist = new URL('dist/', top);

/** What apps import, and modules that its types are made of. */
const typed = [
  ...api,
  'client/document',
  'client/errors',
  'client/login-token',
  'client/token',
  'codegen/typenames',
  'documents/document',
  'login/options',
  'login/redis-store',
  'login/store',
  'config/bounds',
  'kernel/error-code',
  'kernel/user-error-code',
];

for (const folder of [
  'cache',
  'chunks',
  'cli',
  'client',
  'codegen',
  'config',
  'documents',
  'exports',
  'kernel',
  'login',
  'sandbox',
])
  await rm(new URL(`${folder}/`, dist), { recursive: true, force: true });
// What V8 compiled of the modules before.
await rm(new URL('.compiled/', top), { recursive: true, force: true });
const chunks = await bundlePackage(dist);
const packages = await Promise.all(
  [...new Set([...bundledFolders(chunks), ...(await buildExplorer())])].map(packageIn),
);
await writeFile(new URL('licences.txt', dist), packages.map(({ terms }) => terms).join('\n\n'));
const sbom = sbomOf(await lockedSbom(), [...new Set(packages.map(({ name }) => name))]);
await writeFile(new URL('sbom.json', dist), JSON.stringify(sbom, null, 1));
for (const name of typed) await writeTypes(name);
const sorted = lexicographicSortSchema(servedSchema({ customerLogin: false }));
const introspection = introspectionFromSchema(sorted, { oneOf: true });
await writeFile(new URL('schema/introspection.json', top), JSON.stringify(introspection));
if (process.argv.includes('--no-sandbox')) await rm(new URL('sandbox/', dist), { recursive: true });

/** The package in a folder: its name with its version, and its licence. */
async function packageIn(path: string): Promise<{ readonly name: string; readonly terms: string }> {
  const folder = new URL(`${path}/`, top);
  const { name, version, license } = JSON.parse(await readFile(new URL('package.json', folder), 'utf8'));
  if (typeof license !== 'string') throw new Error(`${name} does not say its licence, so it cannot be bundled.`);
  const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
  const text = file === undefined ? '' : await readFile(new URL(file, folder), 'utf8');
  return { name: `${name}@${version}`, terms: `${name} ${version} (${license})\n\n${text}`.trimEnd() };
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
