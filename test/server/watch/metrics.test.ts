import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundled } from '../../bundle.ts';
import { open, wire } from '../http/socket.ts';
import { bearer } from '../server.ts';
import { type Watched, watched } from './watched.ts';

// Everything goes in over real HTTP, and what is expected is what the page says more than before.

const trusted = { TRUSTED_DOCUMENTS: 'schema/manifests', TRUSTED_MODE: 'prefer' };

let server: Watched;
let token: string;
beforeAll(async () => {
  server = await watched({ METRICS_PORT: '0', METRICS_HOST: '127.0.0.1', MAX_REQUEST_BYTES: '2000', ...trusted });
  token = await server.sandbox.token('helpdesk');
});
afterAll(() => server.close());

/** Series of the page by name and labels. */
async function scrape(): Promise<ReadonlyMap<string, number>> {
  const text = await (await fetch(server.metricsUrl)).text();
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
}

/** What counters say more than before once something was done. */
async function counted(act: () => Promise<unknown>, pattern: RegExp): Promise<Readonly<Record<string, number>>> {
  const before = await scrape();
  await act();
  const after = await scrape();
  const more = [...after]
    .filter(([name]) => pattern.test(name))
    .map(([name, value]) => [name.replace('dintero_graphql_', ''), value - (before.get(name) ?? 0)] as const);
  return Object.fromEntries(more.filter(([, value]) => value !== 0));
}

function send(body: string, headers: Readonly<Record<string, string>> = bearer(token)) {
  const init = { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } };
  return fetch(`${server.url}/graphql`, init).then((response) => response.text());
}

const query = (text: string) => send(JSON.stringify({ query: text }));

describe('/metrics', () => {
  it('is on a port of its own, where there is nothing else', async () => {
    expect((await fetch(`${server.url}/metrics`)).status).toBe(404);
    expect((await fetch(new URL('/graphql', server.metricsUrl))).status).toBe(404);
    expect((await fetch(server.metricsUrl, { method: 'POST' })).status).toBe(404);
  });

  it('has series of closed sets from the first scrape on', async () => {
    const series = await scrape();
    expect(series.get('dintero_graphql_errors_total{code="INTERNAL"}')).toBe(0);
    expect(series.get('dintero_graphql_user_errors_total{code="REQUIRED"}')).toBe(0);
    expect(series.get('dintero_graphql_token_refusals_total{check="exp"}')).toBe(0);
    expect(series.get('dintero_graphql_circuit_open{service="wallets"}')).toBe(0);
    expect(series.get('dintero_graphql_upstream_calls_total{endpoint="getCustomer",status="200"}')).toBe(0);
    expect(series.get('dintero_graphql_http_requests_total{path="none",status="431"}')).toBe(0);
    expect(series.get('dintero_graphql_keys_age_seconds')).toBeLessThan(60);
    expect([...series.keys()].filter((name) => /^(nodejs_eventloop_lag|process_resident)/.test(name))).not.toEqual([]);
  });

  it.each<readonly [what: string, act: () => Promise<unknown>, series: string]>([
    ['no JSON', () => send('{'), 'path="/graphql",status="400"'],
    ['no token that is accepted', () => send('{}', bearer('x')), 'path="/graphql",status="401"'],
    ['a body that is too large', () => send(`"${'x'.repeat(3_000)}"`), 'path="/graphql",status="413"'],
    ['another method', () => fetch(`${server.url}/graphql`, { method: 'PUT' }), 'path="/graphql",status="405"'],
    ['another path', () => fetch(`${server.url}/a-path-of-the-caller`), 'path="other",status="404"'],
    ['headers that are too long', () => raw({ host: 'x', 'x-long': 'x'.repeat(30_000) }), 'path="none",status="431"'],
    ['a Host that is none', () => raw({ host: 'a b' }), 'path="none",status="400"'],
    ['what is no HTTP', async () => (await rawText('HELLO\r\n\r\n')).ended(), 'path="none",status="400"'],
    [
      'a request that never ends',
      async () => (await rawText('GET /health HTTP/1.1\r\n')).ended(),
      'path="none",status="408"',
    ],
  ])('counts %s', async (_, act, series) => {
    expect(await counted(act, /http_requests_total/)).toEqual({ [`http_requests_total{${series}}`]: 1 });
  });

  it('counts clients that left under a status of their own, and not as errors', async () => {
    const lift = server.sandbox.fail({ on: 'getCustomer', delay: 300 });
    const act = async () => {
      const leave = new AbortController();
      const body = '{"query":"{ customer(customerId: \\"C1001\\") { firstName } }"}';
      const headers = { 'content-type': 'application/json', ...bearer(token) };
      const asked = fetch(`${server.url}/graphql`, { method: 'POST', body, headers, signal: leave.signal });
      await expect.poll(() => server.sandbox.calls.length).toBeGreaterThan(0);
      leave.abort();
      await asked.catch(() => undefined);
      await expect.poll(async () => (await scrape()).get(left)).toBe(1);
    };
    server.sandbox.clearCalls();
    const left = 'dintero_graphql_http_requests_total{path="/graphql",status="499"}';
    expect(await counted(act, /http_requests_total|errors_total/)).toEqual({ [left.slice(16)]: 1 });
    lift();
  });

  it('counts upstream calls by endpoint and status, retries, early starts, denials and errors', async () => {
    const lift = server.sandbox.fail({ on: 'getCustomer', status: 503, times: 1 });
    const text = '{ customer(customerId: "C1001") { firstName walletCards(first: 1) { nodes { cardId } } } }';
    const pattern =
      /calls_total|retries|operation_duration_seconds_count|phase_duration_seconds_count|wait_seconds_count/;
    expect(await counted(() => query(text), pattern)).toMatchObject({
      'upstream_calls_total{endpoint="getCustomer",status="503"}': 1,
      'upstream_calls_total{endpoint="getCustomer",status="200"}': 1,
      'upstream_retries_total{service="customers"}': 1,
      'upstream_early_calls_total{service="wallets"}': 1,
      'operation_duration_seconds_count{document="other",type="query"}': 1,
      'phase_duration_seconds_count{phase="plan"}': 1,
    });
    lift();
    const basic = await server.sandbox.token('helpdesk-basic');
    const denied = '{"query":"{ customer(customerId: \\"C1001\\") { walletCards(first: 1) { nodes { cardId } } } }"}';
    expect(await counted(() => send(denied, bearer(basic)), /denials|errors_total/)).toEqual({
      'denials_total{coordinate="Customer.walletCards"}': 1,
      'errors_total{code="INSUFFICIENT_SCOPE"}': 1,
    });
    expect(await counted(() => send('{}', bearer('x')), /refusals/)).toEqual({
      'token_refusals_total{check="form"}': 1,
    });
  });

  it('counts mistakes in inputs by code, and trusted documents by name', async () => {
    const mutation = 'mutation { orderClose(input: { orderId: "../x" }) { userErrors { message } } }';
    expect(
      await counted(
        async () => send(JSON.stringify({ query: mutation }), bearer(await server.sandbox.token('admin'))),
        /user_errors/,
      ),
    ).toEqual({
      'user_errors_total{code="INVALID_FORMAT"}': 1,
    });
    const { operations } = JSON.parse(readFileSync('schema/manifests/helpdesk-0.1.0.json', 'utf8'));
    const [[name, { id }]] = Object.entries<{ readonly id: string }>(operations) as [[string, { readonly id: string }]];
    expect(await counted(() => send(JSON.stringify({ documentId: id })), /duration_seconds_count.document/)).toEqual({
      [`operation_duration_seconds_count{document="${name}",type="query"}`]: 1,
    });
  });

  it('holds nothing of what callers send, and no more series for it', async () => {
    const hostile = async (index: number) => {
      const name = `Evil${index}`;
      await send(JSON.stringify({ query: `query ${name} { viewer { kind } }`, operationName: name }));
      await send(JSON.stringify({ query: `{ field${index} }` }));
      await send(JSON.stringify({ documentId: `canary${index}` }), {
        ...bearer(token),
        'x-request-id': `canary-${index}`,
      });
      await send('{}', bearer(`canary.${index}.x`));
      await fetch(`${server.url}/canary-${index}?q=canary`, { headers: { 'user-agent': `canary/${index}` } });
      await query(`{ customer(customerId: "canary-${index}") { firstName } }`);
    };
    await hostile(0);
    const before = await scrape();
    for (let index = 1; index <= 20; index += 1) await hostile(index);
    const after = await scrape();
    // Node's own count kinds of garbage collection, which are a closed set.
    const ours = [...after.keys()].filter((name) => name.startsWith('dintero_graphql_'));
    expect(ours.filter((name) => !before.has(name))).toEqual([]);
    expect([...after.keys()].join('\n')).not.toMatch(/canary|evil|C1001/i);
    expect(after.size).toBeLessThan(2_500);
  });
});

async function rawText(text: string) {
  const socket = await open(server.url);
  socket.write(text);
  return socket;
}

async function raw(headers: Readonly<Record<string, string>>) {
  return (await rawText(wire('GET /health HTTP/1.1', { ...headers, connection: 'close' }))).ended();
}

describe('a server without metrics', () => {
  it('loads nothing for them', () => {
    const main = readFileSync(new URL('main.js', bundled), 'utf8');
    expect(main).not.toMatch(/prom-client|opentelemetry/);
  });
});
