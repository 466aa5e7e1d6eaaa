import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';

// The chart is rendered by what Helm renders with, Go's text/template and sprig, and held to Kubernetes' own types, which know
// every member: a misspelt one fails.

const chart = 'deploy/helm';
const values = parse(readFileSync(`${chart}/values.yaml`, 'utf8'));

const isInstalled = spawnSync('go', ['version']).error === undefined;
if (!isInstalled)
  console.warn(
    'The chart is not rendered: go is not there (apt-get install golang-go golang-github-masterminds-sprig-dev).',
  );

interface Manifest {
  readonly kind: string;
  // biome-ignore lint/suspicious/noExplicitAny: a manifest is whatever its kind says
  readonly spec: any;
}

describe.skipIf(!isInstalled)('the chart', { timeout: 60_000 }, () => {
  const work = mkdtempSync(join(tmpdir(), 'chart-'));
  const renderer = join(work, 'render');
  beforeAll(() => {
    const env = { ...process.env, GO111MODULE: 'off', GOPATH: '/usr/share/gocode' };
    execFileSync('go', ['build', '-o', renderer, 'test/deploy/render.go'], { env });
  }, 120_000);
  afterAll(() => rmSync(work, { recursive: true }));

  function render(changes: object = {}): string {
    const input = {
      Values: { ...values, ...changes },
      Release: { Name: 'dintero-graphql' },
      Chart: { AppVersion: '0.1.0' },
    };
    return execFileSync(renderer, [`${chart}/templates`], { input: JSON.stringify(input), encoding: 'utf8' });
  }

  const manifests = (text: string): Manifest[] => parseAllDocuments(text).map((each) => each.toJS());
  const everything = {
    redis: { enabled: true },
    trustedDocuments: { configMapName: 'documents', mode: 'require', revision: '7' },
    autoscaling: { ...values.autoscaling, enabled: true },
    serviceMonitor: { enabled: true, interval: '15s' },
    otlpEndpoint: 'http://collector:4318',
    settings: { RATE_LIMIT: '600', LOG_LEVEL: 'warn' },
    image: { repository: 'x', tag: '', digest: `sha256:${'0'.repeat(64)}`, pullPolicy: 'Always' },
  };

  it('rendered with its defaults is the plain manifests', () => {
    expect(render()).toBe(readFileSync('deploy/kubernetes/dintero-graphql.yaml', 'utf8'));
  });

  it.each([
    ['its defaults', {}],
    ['everything on', everything],
  ])('is right by the types of Kubernetes with %s', (_, changes) => {
    expect(wrongIn(manifests(render(changes)))).toEqual([]);
  });

  it('is told apart from what is misspelt', () => {
    const text = render().replace('enableServiceLinks', 'enableServiceLink');
    expect(wrongIn(manifests(text))).toEqual([expect.stringContaining('enableServiceLink')]);
  });

  it('leaves the number of pods to the autoscaler, and lets a single pod be drained', () => {
    const kinds = Object.fromEntries(manifests(render(everything)).map((each) => [each.kind, each.spec]));
    expect(kinds['Deployment']).not.toHaveProperty('replicas');
    expect(kinds['HorizontalPodAutoscaler'].metrics[0].resource.name).toBe('cpu');
    expect(kinds['PodDisruptionBudget']).toMatchObject({ maxUnavailable: 1 });
    expect(kinds['Deployment'].template.spec).toMatchObject({
      enableServiceLinks: false,
      terminationGracePeriodSeconds: 15,
    });
    const ports = kinds['NetworkPolicy'].egress.flatMap((rule: { ports: { port: number }[] }) => rule.ports);
    expect(ports.map(({ port }: { port: number }) => port)).toEqual([53, 53, 443, 6379, 4318]);
  });

  it('replaces pods where what they read at the start has changed', () => {
    const annotations = (changes: object) =>
      manifests(render(changes)).find(({ kind }) => kind === 'Deployment')?.spec.template.metadata.annotations;
    expect(annotations({ secretRevision: '2' })).not.toEqual(annotations({}));
    expect(annotations({ settings: { LOG_LEVEL: 'warn' } })).not.toEqual(annotations({}));
  });
});

describe('the values', () => {
  const holds = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(`${chart}/values.schema.json`, 'utf8')));

  it('are held to a schema, misspelt ones too', () => {
    expect(holds(values)).toBe(true);
    expect(holds({ ...values, replica: 2 })).toBe(false);
    expect(holds({ ...values, account: { id: 'T1', clientId: 'x' } })).toBe(false);
    expect(holds({ ...values, settings: { RATE_LIMIT: 600 } })).toBe(false);
  });
});

const types: Readonly<Record<string, string>> = {
  Deployment: "import('kubernetes-models/apps/v1').IDeployment",
  Service: "import('kubernetes-models/v1').IService",
  PodDisruptionBudget: "import('kubernetes-models/policy/v1').IPodDisruptionBudget",
  HorizontalPodAutoscaler: "import('kubernetes-models/autoscaling/v2').IHorizontalPodAutoscaler",
  NetworkPolicy: "import('kubernetes-models/networking.k8s.io/v1').INetworkPolicy",
};

/** What the compiler says against manifests as values of Kubernetes' types. The Prometheus operator's are not among them. */
function wrongIn(all: readonly Manifest[]): string[] {
  const lines = all
    .filter(({ kind }) => kind !== 'ServiceMonitor')
    .map((each, index) => `export const manifest${index}: ${types[each.kind]} = ${JSON.stringify(each)};`);
  const name = join(process.cwd(), 'test/deploy/manifests.ts');
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (path, ...rest) =>
    path === name ? ts.createSourceFile(path, lines.join('\n'), ts.ScriptTarget.Latest) : getSourceFile(path, ...rest);
  return ts
    .getPreEmitDiagnostics(ts.createProgram([name], options, host))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}
