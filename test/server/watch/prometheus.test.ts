import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { freePort } from '../../../bench/measure/ports.ts';
import { type Program, startProgram } from '../../program.ts';
import { bearer } from '../server.ts';
import { type Watched, watched } from './watched.ts';

// The real Prometheus is asked every expression of the dashboard and the rules about a server that has been under load.

const folder = 'deploy/observability';

interface Dashboard {
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[];
}
interface Rules {
  readonly groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[];
}

const dashboard: Dashboard = JSON.parse(readFileSync(`${folder}/dashboard.json`, 'utf8'));
const rules: Rules = parse(readFileSync(`${folder}/rules.yaml`, 'utf8'));
const alerts = rules.groups.flatMap((group) => group.rules);
const expressions = [
  ...dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
  // A rule that holds gives no series: what it compares is asked for.
  ...alerts.map(({ alert, expr }) => [alert, expr.replace(/ > [\d.]+$/, '')] as const),
];

const isInstalled = spawnSync('prometheus', ['--version']).error === undefined;
if (!isInstalled)
  console.warn('The dashboard and the rules are not tested: prometheus is not there (apt-get install prometheus).');

describe.skipIf(!isInstalled)('a real Prometheus', { timeout: 60_000 }, () => {
  let server: Watched;
  let prometheus: Program;
  let api: string;
  const work = mkdtempSync(join(tmpdir(), 'prometheus-'));

  beforeAll(async () => {
    server = await watched({ METRICS_PORT: '0', METRICS_HOST: '127.0.0.1' });
    const scraped = new URL(server.metricsUrl).host;
    writeFileSync(
      join(work, 'prometheus.yml'),
      JSON.stringify({
        global: { scrape_interval: '500ms', scrape_timeout: '400ms' },
        scrape_configs: [{ job_name: 'dintero-graphql', static_configs: [{ targets: [scraped] }] }],
      }),
    );
    const port = await freePort();
    api = `http://127.0.0.1:${port}/api/v1/query?query=`;
    const listen = `--web.listen-address=127.0.0.1:${port}`;
    const config = [`--config.file=${work}/prometheus.yml`, `--storage.tsdb.path=${work}/data`, listen];
    prometheus = startProgram('prometheus', config, { env: { PATH: process.env['PATH'] } });
    await looks(2);
    // Before and after a look of Prometheus, so that there is a rate of everything.
    const tokens = [await server.sandbox.token('helpdesk'), await server.sandbox.token('helpdesk-basic'), 'none'];
    for (const more of [2, 2]) {
      await Promise.all(tokens.map(ask));
      await looks((await looked()) + more);
    }
  }, 60_000);

  afterAll(async () => {
    await prometheus.end('SIGTERM');
    await server.close();
    rmSync(work, { recursive: true });
  });

  async function ask(token: string): Promise<void> {
    const query = '{ customer(customerId: "C1001") { firstName walletCards(first: 1) { nodes { cardId } } } }';
    const headers = { 'content-type': 'application/json', ...bearer(token) };
    await (await fetch(`${server.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) })).text();
  }

  async function query(expression: string): Promise<readonly { readonly value: readonly [number, string] }[]> {
    const response = await fetch(api + encodeURIComponent(expression)).catch(() => null);
    const { data } = response?.ok ? await response.json() : { data: { result: [] } };
    return data.result;
  }

  const series = async (expression: string) => (await query(expression)).length;
  /** How often Prometheus has looked. */
  const looked = async () => Number((await query('count_over_time(up[1h])'))[0]?.value[1] ?? 0);
  const looks = (most: number) =>
    vi.waitUntil(async () => (await looked()) >= most, { timeout: 20_000, interval: 200 });

  it.each(expressions)('has series for: %s', async (_, expression) => {
    expect(await series(expression)).toBeGreaterThan(0);
  });

  it('finds the rules right', () => {
    expect(execFileSync('promtool', ['check', 'rules', `${folder}/rules.yaml`], { encoding: 'utf8' })).toContain(
      'SUCCESS',
    );
  });
});

describe('the dashboard', () => {
  it('takes its source from a variable, and asks for metrics of ours and of Node alone', () => {
    expect(JSON.stringify(dashboard)).not.toMatch(/"uid":"(?!\$\{datasource\}|dintero-graphql)/);
    for (const [, expression] of expressions) expect(expression).toMatch(/dintero_graphql_|nodejs_|process_/);
  });
});
