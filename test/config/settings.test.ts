import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { defaultText } from '../../src/config/setting.ts';
import { type SettingName, settings } from '../../src/config/settings.ts';
import { envExample, settingsTable } from '../../src/config/texts.ts';

const account = {
  DINTERO_ACCOUNT_ID: 'P12345678',
  DINTERO_CLIENT_ID: 'i',
  DINTERO_CLIENT_SECRET: 'c',
  JWKS_FILE: 'keys.json',
  JWKS_ISSUERS: 'https://api.dintero.com',
  TRUSTED_DOCUMENTS: 'manifests',
};

const person = {
  PERSON: 'required',
  PERSON_CLIENTS: 'helpdesk',
  PERSON_ISSUER: 'https://id.example.com',
  PERSON_AUDIENCE: 'helpdesk',
  PERSON_JWKS_URL: 'https://id.example.com/keys',
};

/** What a setting is of no use without. */
const needed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  TRUSTED_PROXIES: { RATE_LIMIT: '100' },
  PERSON_CLIENTS: person,
  PERSON_ISSUER: person,
  PERSON_AUDIENCE: person,
  PERSON_JWKS_URL: person,
  CLIENT_ADDRESS_HEADER: { RATE_LIMIT: '100', TRUSTED_PROXIES: '10.0.0.1' },
};

function read(name: string, value: string) {
  return readConfig({ ...account, NODE_ENV: 'development', ...needed[name], [name]: value });
}

function refusal(name: string, value: string): string {
  try {
    read(name, value);
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  return 'accepted';
}

/** Per variable: texts that are read, with the part of the configuration that they make, and texts that are refused. */
const cases: { readonly [Name in SettingName]: readonly [Readonly<Record<string, object>>, ...string[]] } = {
  PERSON: [{ off: { person: 'off' } }, 'on', 'REQUIRED'],
  PERSON_CLIENTS: [{ 'helpdesk, desk': { personClients: ['helpdesk', 'desk'] } }, ','],
  PERSON_ISSUER: [{ 'https://id.example.com': { personIssuer: 'https://id.example.com' } }, ' x'],
  PERSON_AUDIENCE: [{ helpdesk: { personAudience: 'helpdesk' } }, ' x'],
  PERSON_JWKS_URL: [
    { 'https://id.example.com/keys': { personJwksUrl: 'https://id.example.com/keys' } },
    'http://id.example.com/keys',
  ],
  PORT: [{ '0': { port: 0 }, '65535': { port: 65_535 } }, '65536', '-1', '4e3', ' 80', '99999999999999999999'],
  HOST: [{ '::1': { host: '::1' } }, ' ::1', '127.0.0.1\n'],
  WORKERS: [{ '1': { workers: 1 }, '64': { workers: 64 } }, '0', '65', 'auto', '2.5'],
  METRICS_PORT: [{ '0': { metricsPort: 0 }, '9464': { metricsPort: 9_464 } }, '65536', 'on'],
  METRICS_HOST: [{ '127.0.0.1': { metricsHost: '127.0.0.1' } }, ' ::1'],
  NODE_ENV: [
    {
      production: { nodeEnv: 'production' },
      development: { nodeEnv: 'development' },
      test: { nodeEnv: 'test' },
    },
    'prod',
    'PRODUCTION',
    'staging',
  ],
  ALLOW_IN_PRODUCTION: [
    { 'GRAPHIQL, EXPLAIN': { allowInProduction: ['GRAPHIQL', 'EXPLAIN'] } },
    'GRAPHQL',
    'on',
    'PORT,HOST',
  ],
  DINTERO_ACCOUNT_ID: [
    { T00000001: { dintero: { accountId: 'T00000001' } }, P00000001: { dintero: { accountId: 'P00000001' } } },
    'p12345678',
    'P1234567',
    'P123456789',
    'P12345678/../P1',
  ],
  DINTERO_BASE_URL: [
    {
      'https://test.example.com/v1': { dintero: { baseUrl: 'https://test.example.com/v1' } },
      'http://localhost:4010/v1': { dintero: { baseUrl: 'http://localhost:4010/v1' } },
      'http://127.0.0.1/v1': { dintero: { baseUrl: 'http://127.0.0.1/v1' } },
      'http://[::1]/v1': { dintero: { baseUrl: 'http://[::1]/v1' } },
    },
    'http://api.example.com/v1',
    'http://localhost.example.com/v1',
    'http://localhost@api.example.com/v1',
    'ftp://localhost',
    'https://user@api.example.com',
    'https://:password@api.example.com',
    'https://api.example.com/v1?key=canary',
    'https://api.example.com/v1?',
    'https://api.example.com/v1#part',
    'api.example.com',
  ],
  DINTERO_CLIENT_ID: [{ id: { dintero: { client: { id: 'id' } } } }],
  DINTERO_CLIENT_SECRET: [{ s: { dintero: { client: { secret: 's' } } } }, 's ', 's\n'],
  JWKS_URL: [
    { 'https://id.example.com/k': { dintero: { jwksUrl: 'https://id.example.com/k' } } },
    'http://id/k',
    '/k',
    'https://a:b@id/k',
    'https://id/k?p=1',
    'https://id/k#1',
  ],
  JWKS_FILE: [{ 'a b.json': { dintero: { jwksFile: 'a b.json' } } }, 'a\0b'],
  JWKS_ISSUERS: [{ 'https://id.example.com': { jwksIssuers: ['https://id.example.com'] } }, ','],
  EGRESS_PROXY: [
    {
      'http://u:p@proxy:3128': { dintero: { proxy: { https: 'http://u:p@proxy:3128' } } },
      off: { dintero: { proxy: null } },
    },
    'proxy:3128',
    'socks5://proxy',
    'http://',
    'on',
  ],
  TOKEN_ISSUERS: [{ 'https://a, https://b,': { tokenIssuers: ['https://a', 'https://b'] } }, ',', ' '],
  TOKEN_AUDIENCES: [{ 'one,two': { tokenAudiences: ['one', 'two'] } }, ', ,'],
  TOKEN_SCOPE_CLAIM: [{ 'https://a/scopes': { tokenScopeClaim: ['https://a/scopes'] } }],
  TOKEN_CUSTOMER_CLAIM: [{ customer_id: { tokenCustomerClaim: 'customer_id' } }, ' sub'],
  TOKEN_CUSTOMER_FORM: [
    { 'a:{customer}, {customer}': { tokenCustomerForm: ['a:{customer}', '{customer}'] } },
    'customer',
    '{customer},x',
    '{customer}{customer}',
  ],
  TOKEN_MAX_LIFETIME: [{ '60': { tokenMaxLifetime: 60 } }, '59', '31536001'],
  ALLOW_ANONYMOUS: [{ on: { allowAnonymous: true }, off: { allowAnonymous: false } }, 'true', 'ON', '1'],
  ACCESS_MODE: [
    { partial: { accessMode: 'partial' }, reject: { accessMode: 'reject' }, report: { accessMode: 'report' } },
    'off',
    'PARTIAL',
  ],
  GRAPHIQL: [{ on: { graphiql: true }, off: { graphiql: false } }, 'yes', 'off '],
  INTROSPECTION: [{ on: { introspection: true }, off: { introspection: false } }, 'false', '0'],
  EXPLAIN: [{ on: { explain: true }, off: { explain: false } }, 'yes'],
  CONTRACT_CHECK: [
    { off: { contractCheck: 'off' }, report: { contractCheck: 'report' }, sample: { contractCheck: 'sample' } },
    'on',
  ],
  CHECKOUT_BASE_URL: [
    {
      'https://api.dintero.com/v1/accounts/{aid}/payments': {
        dintero: { checkoutBaseUrl: 'https://api.dintero.com/v1/accounts/{aid}/payments' },
      },
      'http://127.0.0.1:4010/v1': { dintero: { checkoutBaseUrl: 'http://127.0.0.1:4010/v1' } },
    },
    'http://checkout.dintero.com/v1',
    'https://user@checkout.dintero.com/v1',
    'https://checkout.dintero.com/v1?aid={aid}',
  ],
  CHECKOUT_CUSTOMERS: [
    { loyalty: { checkoutCustomers: 'loyalty' }, other: { checkoutCustomers: 'other' } },
    'customers',
    'LOYALTY',
  ],
  CUSTOMER_LOGIN: [{ on: { customerLogin: true }, off: { customerLogin: false } }, 'yes', 'ON'],
  TRUSTED_DOCUMENTS: [{ manifests: { trustedDocuments: 'manifests' } }],
  TRUSTED_MODE: [
    { off: { trustedMode: 'off' }, prefer: { trustedMode: 'prefer' }, require: { trustedMode: 'require' } },
    'on',
    'Require',
  ],
  CORS_ORIGINS: [
    {
      'https://a.example.com, https://b.example.com': {
        corsOrigins: ['https://a.example.com', 'https://b.example.com'],
      },
      'capacitor://localhost,ionic://localhost': { corsOrigins: ['capacitor://localhost', 'ionic://localhost'] },
      'tauri://localhost': { corsOrigins: ['tauri://localhost'] },
      'app://till:8080': { corsOrigins: ['app://till:8080'] },
      'http://[::1]:*': { corsOrigins: ['http://[::1]:*'] },
    },
    ',',
    'https://a.example.com/',
    'https://a.example.com/app',
    'HTTPS://a.example.com',
    'capacitor://localhost/',
    'Capacitor://localhost',
    'capacitor:',
    'file://localhost',
    'wss://a.example.com',
    'https://a.example.com:443',
    'a.example.com',
    'null',
  ],
  REQUEST_TIMEOUT: [{ '100': { requestTimeout: 100 }, '600000': { requestTimeout: 600_000 } }, '99', '600001', '10s'],
  MAX_REQUEST_BYTES: [{ '1000': { maxRequestBytes: 1_000 } }, '999', '10000001', '1MB'],
  CORS_HEADERS: [{ 'x-app, x-tab': { corsHeaders: ['x-app', 'x-tab'] } }, ',', 'x app', 'x:a'],
  KEEP_ALIVE_TIMEOUT: [{ '1000': { keepAliveTimeout: 1_000 } }, '999', '600001'],
  MAX_CONCURRENT_REQUESTS: [{ '1': { maxConcurrentRequests: 1 } }, '0', '100001'],
  RATE_LIMIT: [{ '0': { rateLimit: 0 } }, '1000001', '-1'],
  TRUSTED_PROXIES: [
    { '10.0.0.0/8, ::1,fd00::/8': { trustedProxies: ['10.0.0.0/8', '::1', 'fd00::/8'] } },
    '10.0.0.0/33',
    '10.0.0/8',
    'balancer',
    '10.0.0.0/',
    '10.0.0.0/-1',
  ],
  CLIENT_ADDRESS_HEADER: [{ 'CF-Connecting-IP': { clientAddressHeader: 'cf-connecting-ip' } }, 'a b', 'x:'],
  REDIS_URL: [
    { 'rediss://store:6380': { redisUrl: 'rediss://store:6380' } },
    'http://store',
    'store:6379',
    'redis://',
    'redis://store:99999',
    'redis://store/name',
  ],
  MAX_TOKENS: [{ '100': { maxTokens: 100 } }, '99', '50001'],
  MAX_DEPTH: [{ '3': { maxDepth: 3 } }, '2', '101'],
  MAX_ALIASES: [{ '0': { maxAliases: 0 } }, '10001', '-1'],
  MAX_ANSWER_BYTES: [{ '10000': { maxAnswerBytes: 10_000 } }, '9999', '20000001'],
  MAX_ANSWER_FIELDS: [{ '100': { maxAnswerFields: 100 } }, '99', '1000001'],
  CACHE_BYTES: [{ '0': { cacheBytes: 0 } }, '10000000001', '1MB'],
  UPSTREAM_CALL_TIMEOUT: [{ '10': { upstreamCallTimeout: 10 } }, '9', '600001'],
  UPSTREAM_CALL_BUDGET: [{ '1': { upstreamCallBudget: 1 } }, '0', '10001'],
  UPSTREAM_CONNECTIONS: [{ '1': { upstreamConnections: 1 } }, '0', '10001'],
  UPSTREAM_MAX_BODY_BYTES: [{ '1000': { upstreamMaxBodyBytes: 1_000 } }, '999', '1000000001'],
  RECEIPT_DETAIL_ID: [
    { id: { receiptDetailId: 'id' }, receipt_id: { receiptDetailId: 'receipt_id' } },
    'receiptId',
    '__proto__',
  ],
  LOG_LEVEL: [{ debug: { logLevel: 'debug' }, silent: { logLevel: 'silent' } }, 'loud', 'INFO', 'toString'],
  AUDIT_KEY: [{ k: { auditKey: 'k' } }, ' k'],
  SHUTDOWN_TIMEOUT: [{ '0': { shutdownTimeout: 0 } }, '600001', '-0'],
  DEVIATE: [{ 'gzip,latin-1': { deviate: ['gzip', 'latin-1'] } }, ','],
  SHUTDOWN_DELAY: [{ '0': { shutdownDelay: 0 } }, '600001'],
  SANDBOX_PORT: [{ '0': { sandboxPort: 0 } }, '65536', 'any'],
};

const good = Object.entries(cases).flatMap(([name, [texts]]) =>
  Object.entries(texts).map(([text, expected]) => ({ name, text, expected })),
);
const bad = Object.entries(cases).flatMap(([name, [, ...texts]]) => (texts.length === 0 ? [] : [{ name, texts }]));

describe('a setting', () => {
  it.each(good)('$name is read from $text', ({ name, text, expected }) => {
    expect(read(name, text)).toMatchObject(expected);
  });

  it.each(bad)('$name is refused as $texts, in one sentence whatever the value', ({ name, texts }) => {
    const messages = new Set(texts.map((text) => refusal(name, text)));
    expect([...messages]).toEqual([expect.stringMatching(new RegExp(`^${name} must .+\\.$`))]);
  });
});

describe('a value that can never work', () => {
  it.each([
    ['TOKEN_ISSUERS', 'https://{acount}@api.dintero.com', 'must hold no other placeholder than {account}'],
    [
      'TOKEN_AUDIENCES',
      'https://api.dintero.com/v1/accounts/{account',
      'must hold no other placeholder than {account}',
    ],
    ['JWKS_ISSUERS', 'https://id.example.com/{tenant}', 'must hold no other placeholder than {account}'],
    ['DINTERO_CLIENT_ID', 'client:secret', 'must not hold a colon: basic authentication cannot send it'],
  ])('is told at the start: %s=%s', (name, value, problem) => {
    expect(refusal(name, value)).toBe(`${name} ${problem}.`);
  });
});

describe('the default of a setting, as people read it,', () => {
  const readable = Object.entries(settings)
    .map(([name, setting]) => ({ name, byDefault: defaultText(setting) }))
    .filter(({ byDefault }) => byDefault !== '');

  it.each(readable)('is what $name is with $byDefault set', ({ name, byDefault }) => {
    const [sandbox, ofAccount = sandbox] = byDefault.split(' with the sandbox, else ');
    const beside = needed[name];
    if (!/^DINTERO_|_BASE_URL$/.test(name))
      expect(readConfig({ ...beside, [name]: sandbox })).toEqual(readConfig({ ...beside }));
    expect(readConfig({ ...account, ...beside, [name]: ofAccount === 'none' ? '' : ofAccount })).toEqual(
      readConfig({ ...account, ...beside }),
    );
  });
});

describe('.env.example', () => {
  it('is what the settings make it (node tools/write-tables.ts)', async () => {
    expect(await topLevel('.env.example')).toBe(envExample());
  });

  it('sets nothing, and has every setting to be filled in, once', async () => {
    const text = await topLevel('.env.example');
    expect(parseEnv(text)).toEqual({});
    const lines = text.split('\n').filter((line) => /^#\w+=/.test(line));
    expect(lines).toEqual(Object.keys(settings).map((name) => `#${name}=`));
  });
});

describe('docs/settings.md', () => {
  it('has the table of the settings (node tools/write-tables.ts)', async () => {
    expect(await topLevel('docs/settings.md')).toContain(`<!-- settings -->\n\n${settingsTable()}\n\n<!--`);
  });
});

function topLevel(name: string): Promise<string> {
  return readFile(new URL(`../../${name}`, import.meta.url), 'utf8');
}
