import { globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { lockedSbom, sbomOf } from '../../tools/sbom.ts';
import { type Report, shippedFlaws } from '../../tools/shipped-flaws.ts';
import { bundled } from '../bundle.ts';

const top = new URL('../../', import.meta.url);
const json = (name: string) => JSON.parse(readFileSync(new URL(name, top), 'utf8'));
const lock = json('package-lock.json');
const versionOf = (name: string) => lock.packages[`node_modules/${name}`].version;

const cwd = fileURLToPath(bundled);
const modules = globSync('**/*.js', { cwd }).map((name) => readFileSync(new URL(name, bundled), 'utf8'));

/** What Rolldown writes above each module that it puts into a chunk. */
const origin = /^\/\/(?:#region)? (\S*node_modules\/\S+\.[cm]?js)$/gm;

describe('the package', () => {
  it('holds each module of others once, Yoga among them', () => {
    const origins = modules.flatMap((text) => [...text.matchAll(origin)].map(([, path = '']) => path));
    expect(origins.filter((path, index) => origins.indexOf(path) !== index)).toEqual([]);
    expect(origins.filter((path) => path.endsWith('node_modules/graphql-yoga/esm/server.js'))).toHaveLength(1);
  });

  it('imports nothing that is not installed with it', () => {
    const { dependencies } = json('package.json');
    const imported = modules.flatMap((text) =>
      [
        ...text.matchAll(/^(?:import|export)[^'"\n]* from ['"]([^.'"][^'"]*)['"]|\bimport\(['"]([^.'"][^'"]*)['"]\)/gm),
      ].map(([, name, lazy]) => name ?? lazy ?? ''),
    );
    const others = new Set(imported.filter((name) => !isBuiltin(name)));
    expect([...others].filter((name) => !Object.hasOwn(dependencies, name))).toEqual([]);
  });
});

describe('a bill of materials', () => {
  it('is the part that is bundled, with what each of it needs of the others', async () => {
    const names = ['graphql', 'dataloader', 'graphql-yoga'].map((name) => `${name}@${versionOf(name)}`);
    const sbom = sbomOf(await lockedSbom(), names);
    expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: expect.any(String) });
    expect(sbom.components.map((component) => component['bom-ref'])).toEqual(names);
    const of = sbom.dependencies.find(({ ref }) => ref === names[2]);
    expect(of?.dependsOn).not.toContain(names[1]);
  });

  it('fails for a package that the lock file does not know', async () => {
    const all = await lockedSbom();
    expect(() => sbomOf(all, ['nothing@1.0.0'])).toThrow('nothing@1.0.0');
  });
});

describe('known flaws', () => {
  const flaw = (name: string, severity: string): Report['vulnerabilities'] => ({
    [name]: { name, severity, nodes: [`node_modules/${name}`], via: [{ title: 'It is open.' }, 'another'] },
  });
  const flawsOf = (vulnerabilities: Report['vulnerabilities']) =>
    shippedFlaws({ auditReportVersion: 2, vulnerabilities }, lock, {
      components: [{ 'bom-ref': `graphql-yoga@${versionOf('graphql-yoga')}` }],
      dependencies: [],
      metadata: { component: { 'bom-ref': 'dintero-graphql' } },
    });

  it.each([
    ['what is bundled of the packages for development', 'graphql-yoga'],
    ['what is installed beside it', 'ioredis'],
  ])('count in %s', (_, name) => {
    expect(flawsOf(flaw(name, 'high'))).toEqual([`${name} (high): It is open.; by way of another`]);
    expect(flawsOf(flaw(name, 'critical'))).toHaveLength(1);
    expect(flawsOf(flaw(name, 'moderate'))).toEqual([]);
  });

  it('count in nothing that is for development alone', () => {
    expect(flawsOf(flaw('vitest', 'critical'))).toEqual([]);
  });
});
