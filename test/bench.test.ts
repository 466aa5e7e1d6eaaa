import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask, badTokensServed, difference, ignoresScopes } from '../bench/checks.ts';
import { firstAnswer } from '../bench/measure/first-answer.ts';
import { freePort } from '../bench/measure/ports.ts';
import { type Server as Measured, type Place, serversFor } from '../bench/servers/servers.ts';
import { makeTokens, type Tokens } from '../bench/tokens.ts';
import { bodyOf, workloads } from '../bench/workloads.ts';
import { type BenchUpstream, benchUpstream } from './bench-upstream.ts';
import { startProgram } from './program.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const urls = new Map<string, string>();
let tokens: Tokens;
let upstream: BenchUpstream;

// What the benchmark compares without nginx and what it installs: whether the answers that it holds to each other are still equal.
beforeAll(async () => {
  tokens = await makeTokens();
  upstream = await benchUpstream(tokens.keys);
  const { origin } = upstream;
  for (const server of measured()) {
    const port = await freePort();
    const place: Place = { port, upstream: `${origin}/v1`, keys: `${origin}/keys`, directory: root };
    const [command, ...args] = server.command(place);
    startProgram(command, args, { env: { PATH: process.env['PATH'], ...server.env(place) } });
    urls.set(server.name, `http://127.0.0.1:${port}/graphql`);
  }
  await Promise.all([...urls.values()].map((url) => firstAnswer(url)));
});
afterAll(() => upstream.close());

/** Bare Node and the product, which need no packages of the benchmark's own. */
function measured(): readonly Measured[] {
  return serversFor(`${root}src/main.ts`).filter(({ name }) => name === 'bare' || name === 'product');
}

it.each(workloads.map((workload) => [workload.name, workload] as const))(
  'compares servers that give the same data for %s',
  async (_, workload) => {
    const [bareUrl = '', url = ''] = [urls.get('bare'), urls.get('product')];
    for (const server of measured().filter(({ name }) => name === 'product'))
      expect(await difference({ server, url, bareUrl, workload, token: tokens.good[0] ?? '' })).toBeNull();
  },
);

it.each(workloads.map((workload) => [workload.name, workload] as const))(
  'counts the calls of %s as they are',
  async (_, workload) => {
    const before = upstream.calls();
    const { body } = await ask(urls.get('product') ?? '', bodyOf(workload, 2), tokens.good[0] ?? '');
    expect(body.errors).toBeUndefined();
    expect(upstream.calls() - before).toBe(workload.calls);
  },
);

it('finds no bad token served by the product, and scopes held', async () => {
  const url = urls.get('product') ?? '';
  const [customer360, , oneName] = workloads.map((workload) => bodyOf(workload, 1));
  expect(await badTokensServed(url, tokens, oneName ?? '')).toEqual([]);
  expect(await ignoresScopes(url, tokens, customer360 ?? '')).toBe(false);
});
