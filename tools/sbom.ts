import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const top = new URL('../', import.meta.url);

/** A package as CycloneDX writes it, as far as it is read here. */
interface Component {
  /** `graphql@17.1.0` */
  readonly 'bom-ref': string;
}

/** What npm writes of an installed tree (CycloneDX 1.5). */
export interface Sbom {
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
  readonly metadata: { readonly component: { readonly 'bom-ref': string } };
}

/** What npm says of all that the lock file holds. */
export async function lockedSbom(): Promise<Sbom> {
  const options = { cwd: top, maxBuffer: 100_000_000 };
  const { stdout } = await promisify(execFile)(
    'npm',
    // Vite sets NODE_ENV to production where it builds, for which npm would leave out what is for development.
    ['sbom', '--sbom-format=cyclonedx', '--package-lock-only', '--include=dev'],
    options,
  );
  return JSON.parse(stdout);
}

/**
 * The part of a bill of materials that some packages are.
 *
 * @param names of the packages, with their versions: `graphql@17.1.0`
 * @throws Error naming a package that it does not tell of
 */
export function sbomOf(all: Sbom, names: readonly string[]): Sbom {
  const components = names.map((name) => {
    const found = all.components.find((component) => component['bom-ref'] === name);
    if (found === undefined) throw new Error(`The lock file does not know ${name}, which is bundled.`);
    return found;
  });
  const refs = new Set([all.metadata.component['bom-ref'], ...names]);
  const dependencies = all.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => refs.has(each)) }));
  return { ...all, components, dependencies };
}
