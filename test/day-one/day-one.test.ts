import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { checkAccount } from '../../src/cli/check/account.ts';
import { stepText } from '../../src/cli/check/step.ts';
import { readConfig } from '../../src/config/config.ts';
import type { DeviationName } from '../../src/sandbox/deviations/deviations.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { ask, bearer, post, serve } from '../server/server.ts';
import { credentialRows } from './credential-rows.ts';
import type { Row } from './row.ts';
import { valueRows } from './value-rows.ts';
import { wireRows } from './wire-rows.ts';

vi.setConfig({ testTimeout: 60_000 });

/** Every way in which the sandbox can differ, and what becomes of it. */
const rows: Readonly<Record<DeviationName, Row>> = { ...credentialRows, ...valueRows, ...wireRows };

/** What `check` prints of steps that failed. */
async function checked(sandbox: Sandbox, token: string, env: Record<string, string>): Promise<string[]> {
  const { accountId, url: baseUrl } = sandbox;
  const client = { id: 'bff', secret: 'sandbox-secret' };
  const dintero = { accountId, baseUrl, client, jwksUrl: null, jwksFile: null };
  const lines: string[] = [];
  for await (const step of checkAccount(readConfig(env), dintero, token)) {
    if (step.ok === false) lines.push(...stepText(step).split('\n'));
  }
  return lines;
}

/** What a query shows, and what the log warns of meanwhile. */
async function asked(sandbox: Sandbox, token: string, { query }: Row, env: Record<string, string>) {
  const server = await serve(sandbox, env);
  const text = query.includes('CURSOR') ? query.replace('CURSOR', await cursorOf(server, token)) : query;
  const { status, body } = await ask(server, post(text, bearer(token)));
  await server.close();
  const errors: { path?: unknown[]; extensions: { code: string } }[] = body.errors ?? [];
  return {
    status,
    data: body.data,
    errors: errors.map(({ path, extensions: { code } }) => [code, ...(path ? [path.join('.')] : [])].join(' ')),
    log: server.lines.filter(({ level }) => Number(level) > 30),
  };
}

async function cursorOf(server: Parameters<typeof ask>[0], token: string): Promise<string> {
  const query = '{ customers(first: 2) { pageInfo { endCursor } } }';
  const { body } = await ask(server, post(query, bearer(token)));
  return body.data.customers.pageInfo.endCursor;
}

describe.each(Object.entries(rows))('an account with DEVIATE=%s', (name, row) => {
  it('is told of by check and by the log, and shows nothing wrong', async () => {
    // Far from UTC, where moments without a zone would be read otherwise.
    vi.stubEnv('TZ', 'Pacific/Auckland');
    const sandbox = await startSandbox({ deviate: [name as DeviationName] });
    onTestFinished(async () => {
      vi.unstubAllEnvs();
      await sandbox.close();
    });
    const token = await sandbox.token(row.as ?? 'helpdesk');
    const { log, ...shown } = await asked(sandbox, token, row, {});
    expect(shown).toEqual({ status: row.status ?? 200, data: row.data, errors: row.errors ?? [] });
    expect(log).toMatchObject(row.log ?? []);

    const lines = await checked(sandbox, token, {});
    if (row.check === undefined) expect(lines).toEqual([]);
    else expect(lines).toEqual(expect.arrayContaining([...row.check]));
    // Whatever differs, nobody's data and no secret is told.
    expect(JSON.stringify([log, lines])).not.toMatch(/[Nn]ordmann|FJ100|GK100|C1001|sandbox-secret|eyJ/);

    if (row.mended === undefined) return;
    const { env, data } = row.mended;
    expect(await asked(sandbox, token, row, env)).toEqual({ status: 200, data, errors: [], log: [] });
    expect(await checked(sandbox, token, env)).toEqual([]);
  });
});
