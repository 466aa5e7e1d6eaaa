import type { Sbom } from './sbom.ts';

/** What `npm audit --json` says, as far as it is read here. */
export interface Report {
  /** Undefined where the registry gave no report. */
  readonly auditReportVersion?: number;
  readonly vulnerabilities: Readonly<Record<string, Vulnerability>>;
}

interface Vulnerability {
  readonly name: string;
  readonly severity: string;
  /** Where the package is installed: `node_modules/graphql`. */
  readonly nodes: readonly string[];
  /** Advisories, or the names of other packages that bring them along. */
  readonly via: readonly (string | { readonly title: string })[];
}

/** A lock file, as far as it is read here: packages by where they are installed. */
export interface Lock {
  readonly packages: Readonly<Record<string, Entry>>;
}

interface Entry {
  readonly version?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

/** A line for each flaw of high severity or above in what is bundled or is installed with the package. */
export function shippedFlaws({ vulnerabilities }: Report, lock: Lock, bundled: Sbom): string[] {
  const names = new Set(bundled.components.map((component) => component['bom-ref']));
  return Object.values(vulnerabilities)
    .filter(({ severity }) => /^(high|critical)$/.test(severity))
    .filter(({ name, nodes }) =>
      nodes.some((node) => {
        const { version, dev, devOptional } = lock.packages[node] ?? {};
        return names.has(`${name}@${version}`) || !(dev === true || devOptional === true);
      }),
    )
    .map(({ name, severity, via }) => {
      const reasons = via.map((each) => (typeof each === 'string' ? `by way of ${each}` : each.title));
      return `${name} (${severity}): ${reasons.join('; ')}`;
    });
}
