import { readFile } from 'node:fs/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { DeviationName } from '../../src/sandbox/deviations/deviations.ts';
import { personas } from '../../src/sandbox/personas.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { ask, bearer, request, serve } from '../server/server.ts';
import { runIn } from './run.ts';

vi.setConfig({ testTimeout: 60_000 });

const document = 'schema/operations/mobile/Me.graphql';

/** How a customer's token may be written, and the settings by which it is read. */
const forms: readonly (readonly [name: string, deviate: readonly DeviationName[], env: Record<string, string>])[] = [
  ['as the contract has it', [], {}],
  ['with older names of scopes', ['scopes-legacy'], {}],
  ['with scopes in `scopes`', ['scopes-in-scopes'], {}],
  ['with scopes in a claim that is not looked at', ['scopes-in-scopes'], { TOKEN_SCOPE_CLAIM: 'scope' }],
  ['of another issuer', ['issuer-unknown'], { TOKEN_ISSUERS: 'https://login.example.com' }],
  ['for another audience', ['audience-unknown'], { TOKEN_AUDIENCES: 'https://api.example.com' }],
  ['with a prefix before the customer', ['subject-prefixed'], {}],
  ['with the customer in another claim', ['subject-uuid'], { TOKEN_CUSTOMER_CLAIM: 'customer_id' }],
];

async function open(deviate: readonly DeviationName[], env: Record<string, string>) {
  const sandbox = await startSandbox({ deviate });
  const server = await serve(sandbox, env);
  onTestFinished(async () => {
    await server.close();
    await sandbox.close();
  });
  return { server, token: await sandbox.token('mobile') };
}

describe('a token on the command line', () => {
  it.each(forms)('is read as the server and the explorer read it: %s', async (_, deviate, env) => {
    const { server, token } = await open(deviate, env);
    // The explorer shows what `POST /explain` answers.
    const init = { method: 'POST', headers: { 'content-type': 'application/json', ...bearer(token) } };
    const body = JSON.stringify({ query: await readFile(document, 'utf8') });
    const { viewer, fields } = (await ask(server, request('/explain', { ...init, body }))).body;
    const isRead = env['TOKEN_SCOPE_CLAIM'] === undefined;
    expect(viewer.scopes.length).toBe(isRead ? personas.mobile.scopes.length : 0);
    expect(viewer.customerId).toBe(isRead ? 'C1001' : null);

    const explained = JSON.parse((await runIn(env, 'explain', document, '--json', '--token', token)).output);
    expect({ viewer: explained.viewer, fields: explained.fields }).toEqual({ viewer, fields });
    const { output, status } = await runIn(env, 'scopes', document, '--json', '--token', token);
    expect(status).toBe(isRead ? 0 : 1);
    expect(JSON.parse(output).client.lacking.length > 0).toBe(!isRead);
  });
});
