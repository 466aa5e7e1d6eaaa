import { afterEach, describe, expect, it } from 'vitest';
import { checkAccount } from '../../src/cli/check/account.ts';
import { type Step, stepText } from '../../src/cli/check/step.ts';
import { readConfig } from '../../src/config/config.ts';
import type { DeviationName } from '../../src/sandbox/deviations/deviations.ts';
import type { PersonaName } from '../../src/sandbox/personas.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { ask, bearer, post, serve } from '../server/server.ts';

// The first hour at an account that differs from what is expected: what `check` says, what the log says, what an app
// sees, and that all is well once the setting is changed that `check` names.

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

type Settings = Readonly<Record<string, string>>;

async function accountThat(deviation: DeviationName | null): Promise<Sandbox> {
  const sandbox = await startSandbox({ deviate: deviation === null ? [] : [deviation] });
  opened.push(sandbox);
  return sandbox;
}

async function stepsOf({ url: baseUrl, accountId }: Sandbox, token: string | null, settings: Settings) {
  const client = { id: 'bff', secret: 'sandbox-secret' };
  const dintero = { accountId, baseUrl, client, jwksUrl: null, jwksFile: null };
  const steps: Step[] = [];
  for await (const step of checkAccount(readConfig(settings), dintero, token)) steps.push(step);
  return steps;
}

/** What an app sees, and what the log says at warn. */
async function askAs(sandbox: Sandbox, token: string, query: string, settings: Settings) {
  const server = await serve(sandbox, settings);
  opened.push(server);
  const { status, body, codes } = await ask(server, post(query, bearer(token)));
  const notices = server.lines.filter(({ level }) => level === 40).map(({ level: _, time: __, ...facts }) => facts);
  return { status, data: body.data, codes, notices };
}

function failures(steps: readonly Step[]): string[] {
  return steps.filter(({ ok }) => ok === false).map(stepText);
}

const queries: Readonly<Record<'helpdesk' | 'mobile', string>> = {
  helpdesk: '{ customer(customerId: "C1001") { firstName } }',
  mobile: '{ me { firstName } }',
};

interface Row {
  readonly deviation: DeviationName;
  readonly as?: 'helpdesk' | 'mobile';
  /** What the steps that fail say. */
  readonly check: RegExp;
  readonly seen: object;
  /** The setting that `check` names. */
  readonly settings?: Settings;
}

const troubles: readonly Row[] = [
  {
    deviation: 'issuer-unknown',
    check: /✗ token\n.*iss: "https:\/\/login\.example\.com"\n.*accepted: .*\n.*add it to TOKEN_ISSUERS/,
    seen: {
      status: 401,
      codes: ['UNAUTHENTICATED'],
      notices: [{ msg: 'an access token was refused', check: 'iss', seen: '"https://login.example.com"' }],
    },
    settings: { TOKEN_ISSUERS: 'https://login.example.com' },
  },
  {
    deviation: 'audience-unknown',
    check: /✗ token\n.*aud: "https:\/\/api\.example\.com"\n.*accepted: .*\n.*add it to TOKEN_AUDIENCES/,
    seen: {
      status: 401,
      codes: ['UNAUTHENTICATED'],
      notices: [{ msg: 'an access token was refused', check: 'aud', seen: '"https://api.example.com"' }],
    },
    // The first one is what the server asks its own token for.
    settings: { TOKEN_AUDIENCES: 'https://api.dintero.com/v1/accounts/{account},https://api.example.com' },
  },
  {
    deviation: 'subject-uuid',
    as: 'mobile',
    check: /✗ customer of the token\n.*sub is a UUID\n.*customer_id is .*\n.*set TOKEN_CUSTOMER_CLAIM=customer_id/,
    seen: { status: 200, data: { me: null } },
    settings: { TOKEN_CUSTOMER_CLAIM: 'customer_id' },
  },
  {
    deviation: 'client-refused',
    check: /✗ token endpoint .*\n.*The answer is 401.*\n.*DINTERO_CLIENT_ID or DINTERO_CLIENT_SECRET is wrong/,
    seen: {
      status: 503,
      codes: ['SERVICE_UNAVAILABLE'],
      notices: [{ msg: 'keys could not be fetched', source: 'account', step: 'token', status: 401 }],
    },
  },
  {
    deviation: 'grant-refused',
    check:
      /✗ token endpoint .*\n.*The answer is 403.*\n.*no grant for https:\/\/api\.dintero\.com\/v1\/accounts\/T00000001/,
    seen: {
      status: 503,
      codes: ['SERVICE_UNAVAILABLE'],
      notices: [{ msg: 'keys could not be fetched', source: 'account', step: 'token', status: 403 }],
    },
  },
  {
    deviation: 'client-without-scope',
    check: /✗ keys of the account .*\n.*The answer is 403.*\n.*lacks read:accounts/,
    seen: {
      status: 503,
      codes: ['SERVICE_UNAVAILABLE'],
      notices: [{ msg: 'keys could not be fetched', source: 'account', step: 'keys', status: 403 }],
    },
  },
  {
    deviation: 'keys-by-id',
    check: /✗ keys of the account .*\n.*not a list of keys, but an object.*\n.*set JWKS_FILE/,
    seen: {
      status: 503,
      codes: ['SERVICE_UNAVAILABLE'],
      notices: [{ msg: 'keys could not be fetched', source: 'account', step: 'keys', status: 200 }],
    },
  },
];

describe('an account that differs', () => {
  it.each(troubles)(
    'is told of by check, log and query: $deviation',
    async ({ deviation, as = 'helpdesk', ...row }) => {
      const sandbox = await accountThat(deviation);
      const token = await sandbox.token(as);
      expect(failures(await stepsOf(sandbox, token, {})).join('\n')).toMatch(row.check);
      const seen = await askAs(sandbox, token, queries[as], {});
      expect(seen).toMatchObject(row.seen);
      expect(seen.notices.length).toBeGreaterThan(0);
      if (row.settings === undefined) return;
      expect((await stepsOf(sandbox, token, row.settings)).filter(({ name }) => /token$/.test(name))).toEqual(
        expect.arrayContaining([expect.objectContaining({ name: 'token', ok: true })]),
      );
      const mended = await askAs(sandbox, token, queries[as], row.settings);
      expect(mended).toMatchObject({ status: 200, codes: [], notices: [] });
      expect(JSON.stringify(mended.data)).toContain('firstName');
    },
  );

  it.each<[DeviationName, 'helpdesk' | 'mobile']>([
    ['issuer-with-account', 'helpdesk'],
    ['audience-with-account', 'helpdesk'],
    ['scopes-legacy', 'helpdesk'],
    ['scopes-legacy', 'mobile'],
    ['scopes-in-scopes', 'helpdesk'],
    ['subject-prefixed', 'mobile'],
    ['keys-in-object', 'helpdesk'],
    ['keys-with-line-breaks', 'helpdesk'],
    ['keys-without-id', 'helpdesk'],
  ])('in a way that is public works as it is: %s, for %s', async (deviation, as) => {
    const sandbox = await accountThat(deviation);
    const token = await sandbox.token(as);
    expect(failures(await stepsOf(sandbox, token, {}))).toEqual([]);
    const seen = await askAs(sandbox, token, queries[as], {});
    expect(seen).toMatchObject({ status: 200, codes: [], notices: [] });
    expect(JSON.stringify(seen.data)).toContain('firstName');
  });

  it.each<[DeviationName, RegExp]>([
    ['amounts-as-strings', /\/orders\/\[\]\/gross_amount must be integer/],
    ['enum-new-value', /\/orders\/\[\]\/status must be one of open, closed, cancelled/],
    ['cursor-ignored', /the second page repeats the first/],
    ['dates-without-zone', /must match format "date-time"/],
  ])('from the contract is told of by place and expectation: %s', async (deviation, expected) => {
    const sandbox = await accountThat(deviation);
    const told = failures(await stepsOf(sandbox, await sandbox.token('helpdesk'), {}));
    expect(told.join('\n')).toMatch(expected);
    expect(told.join('\n')).not.toMatch(/something_new|"\d+"/);
  });
});

describe('check', () => {
  it.each<[PersonaName, number]>([
    ['helpdesk', 11],
    ['mobile', 5],
    ['helpdesk-basic', 2],
  ])('reads as far as the scopes of %s go, a page and the next, and changes nothing', async (as, reads) => {
    const sandbox = await accountThat(null);
    const token = await sandbox.token(as);
    sandbox.clearCalls();
    const steps = await stepsOf(sandbox, token, {});
    expect(failures(steps)).toEqual([]);
    expect(steps.filter(({ name, ok }) => ok && name.startsWith('GET /'))).toHaveLength(reads);
    const changing = sandbox.calls.filter(
      ({ method, endpoint }) => method !== 'GET' && method !== 'HEAD' && endpoint !== 'getToken',
    );
    expect(changing).toEqual([]);
  });

  it('says nothing that is secret or of a person, so that it can be shown to anybody', async () => {
    const sandbox = await startSandbox({ deviate: ['enum-new-value', 'subject-prefixed', 'amounts-as-strings'] });
    opened.push(sandbox);
    for (const as of ['helpdesk', 'mobile'] as const) {
      const token = await sandbox.token(as);
      const told = JSON.stringify(await stepsOf(sandbox, token, {}));
      expect(told).toContain('must be');
      for (const part of token.split('.')) expect(told).not.toContain(part);
      expect(told).not.toMatch(/sandbox-secret|C1001|@example|Nordmann|Kari|\+47|Storgata/);
    }
  });
});
