import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { relaxed } from '../../src/config/combinations.ts';
import { ConfigError, readConfig } from '../../src/config/config.ts';
import { variableNames } from '../../src/config/environment.ts';
import { strangeNames } from '../../src/config/misspelt.ts';
import { settings } from '../../src/config/settings.ts';

type Env = Readonly<Record<string, string>>;

const account = { DINTERO_ACCOUNT_ID: 'P12345678', JWKS_FILE: '/run/keys.json' };

/** What readConfig finds wrong; fails where it finds nothing. */
function problemsOf(env: Env): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  throw new Error('The configuration was accepted.');
}

describe('readConfig without any variable', () => {
  it('is the sandbox, for this machine only, open to look around', () => {
    expect(readConfig({})).toEqual({
      port: 4000,
      traces: null,
      metricsPort: null,
      metricsHost: 'localhost',
      host: 'localhost',
      workers: 1,
      dintero: null,
      sandboxPort: 4010,
      deviate: [],
      nodeEnv: 'development',
      allowInProduction: [],
      tokenIssuers: [
        'https://api.dintero.com',
        'https://api.dintero.com/v1/accounts/{account}',
        'https://{account}@api.dintero.com',
        'https://{account}@api.dintero.com/v1/accounts/{account}',
      ],
      tokenAudiences: [
        'https://api.dintero.com/v1/accounts/{account}',
        'https://{account}@api.dintero.com',
        'https://{account}@api.dintero.com/v1/accounts/{account}',
      ],
      tokenScopeClaim: ['scope', 'scp', 'permissions', 'scopes'],
      tokenCustomerClaim: 'sub',
      tokenCustomerForm: ['dintero:user:{customer}', '{customer}'],
      tokenMaxLifetime: 86_400,
      tokenCacheBytes: 16_777_216,
      jwksIssuers: null,
      tokenClockSkew: 30,
      person: 'off',
      personClients: [],
      personIssuer: null,
      personAudience: null,
      personJwksUrl: null,
      allowAnonymous: true,
      accessMode: 'partial',
      graphiql: true,
      introspection: true,
      explain: true,
      checkoutCustomers: 'loyalty',
      contractCheck: 'off',
      customerLogin: false,
      trustedDocuments: null,
      trustedMode: 'off',
      corsOrigins: ['http://localhost:*', 'http://127.0.0.1:*', 'http://[::1]:*'],
      requestTimeout: 10_000,
      corsHeaders: [],
      headersTimeout: 5_000,
      bodyTimeout: 8_000,
      answerTimeout: 20_000,
      keepAliveTimeout: 65_000,
      maxConnections: 10_000,
      maxConcurrentRequests: 500,
      rateLimit: 0,
      trustedProxies: [],
      clientAddressHeader: 'x-forwarded-for',
      redisUrl: null,
      shutdownDelay: 0,
      maxRequestBytes: 100_000,
      maxTokens: 2_000,
      maxDepth: 12,
      maxAliases: 30,
      maxOperations: 5,
      maxVariableValues: 2_000,
      maxVariableDepth: 10,
      maxTextLength: 1_000,
      maxAnswerFields: 20_000,
      maxAnswerBytes: 4_194_304,
      maxSameErrors: 20,
      cacheBytes: 33_554_432,
      upstreamCallTimeout: 10_000,
      upstreamCallBudget: 100,
      upstreamConcurrency: 16,
      upstreamConnections: 128,
      upstreamMaxBodyBytes: 8_388_608,
      receiptDetailId: 'id',
      logLevel: 'info',
      auditKey: null,
      shutdownTimeout: 10_000,
    });
  });

  it('takes an empty variable for one that is not set', () => {
    const empty = Object.fromEntries(Object.keys(settings).map((name) => [name, '']));
    expect(readConfig(empty)).toEqual(readConfig({}));
  });

  it('leaves alone what is not a setting', () => {
    expect(readConfig({ PATH: '/usr/bin', HOME: '/root', PORTS: 'x' })).toEqual(readConfig({}));
  });

  it('takes other bounds, which no variable sets', () => {
    const bounds = { maxTextLength: 2_000, maxOperations: 1 };
    expect(readConfig({}, bounds)).toEqual({ ...readConfig({}), ...bounds });
    expect(readConfig({ MAX_OPERATIONS: '2' })).toEqual(readConfig({}));
  });

  it('cannot be changed', () => {
    expect(Object.isFrozen(readConfig({}))).toBe(true);
  });
});

describe('readConfig with an account', () => {
  it('serves every interface and lets nobody in without a token', () => {
    expect(readConfig(account)).toMatchObject({
      host: '::',
      nodeEnv: 'production',
      allowAnonymous: false,
      graphiql: false,
      introspection: true,
      dintero: {
        accountId: 'P12345678',
        baseUrl: 'https://api.dintero.com/v1',
        client: null,
        jwksUrl: null,
        jwksFile: '/run/keys.json',
      },
    });
  });

  it('may be told otherwise', () => {
    expect(
      readConfig({ ...account, NODE_ENV: 'development', HOST: '::1', ALLOW_ANONYMOUS: 'on', GRAPHIQL: 'on' }),
    ).toMatchObject({
      host: '::1',
      allowAnonymous: true,
      graphiql: true,
    });
  });

  it.each<[string, Env, object]>([
    ['its own client', { DINTERO_CLIENT_ID: 'i', DINTERO_CLIENT_SECRET: 's' }, { client: { id: 'i', secret: 's' } }],
    ['a URL', { JWKS_URL: 'https://id.example.com/keys' }, { jwksUrl: 'https://id.example.com/keys' }],
    ['a file', { JWKS_FILE: 'keys.json' }, { jwksFile: 'keys.json' }],
  ])('takes %s as the source of keys', (_, source, expected) => {
    const none = { client: null, jwksUrl: null, jwksFile: null, proxy: null };
    const { dintero } = readConfig({ DINTERO_ACCOUNT_ID: 'T00000001', ...source });
    expect(dintero).toEqual({
      ...none,
      ...expected,
      accountId: 'T00000001',
      baseUrl: 'https://api.dintero.com/v1',
      checkoutBaseUrl: 'https://checkout.dintero.com/v1',
    });
  });

  it('needs a source of keys', () => {
    expect(problemsOf({ DINTERO_ACCOUNT_ID: 'P12345678', JWKS_FILE: '' })).toEqual([
      'A source of keys must be set: DINTERO_CLIENT_ID with DINTERO_CLIENT_SECRET, JWKS_URL or JWKS_FILE.',
    ]);
  });

  it('is told once of a source that is wrong', () => {
    expect(problemsOf({ DINTERO_ACCOUNT_ID: 'P12345678', JWKS_URL: '/keys' })).toEqual([
      expect.stringMatching(/^JWKS_URL must/),
    ]);
  });

  it('is told whose keys those beside the account’s own are', () => {
    const client = { DINTERO_ACCOUNT_ID: 'P12345678', DINTERO_CLIENT_ID: 'i', DINTERO_CLIENT_SECRET: 's' };
    expect(problemsOf({ ...client, JWKS_FILE: 'keys.json' })).toEqual([
      "JWKS_ISSUERS must be set where there are keys beside the account's own: it says whose they are.",
    ]);
    expect(problemsOf({ ...client, JWKS_ISSUERS: 'https://id.example.com' })).toEqual([
      'JWKS_ISSUERS needs JWKS_URL or JWKS_FILE.',
    ]);
    const issuers = { JWKS_FILE: 'keys.json', JWKS_ISSUERS: 'https://id.example.com' };
    expect(readConfig({ ...client, ...issuers }).jwksIssuers).toEqual(['https://id.example.com']);
  });

  it.each(['DINTERO_CLIENT_ID', 'DINTERO_CLIENT_SECRET'])('needs the other half of %s', (name) => {
    expect(problemsOf({ DINTERO_ACCOUNT_ID: 'P12345678', [name]: 'half' })).toEqual([
      'DINTERO_CLIENT_ID and DINTERO_CLIENT_SECRET must be set together.',
    ]);
  });

  it('drops the slash at the end of a base URL', () => {
    const { dintero } = readConfig({ ...account, DINTERO_BASE_URL: 'https://api.example.com/v1/' });
    expect(dintero?.baseUrl).toBe('https://api.example.com/v1');
  });
});

describe('readConfig in production', () => {
  it.each<[string, Env]>([
    ['not set', {}],
    ['empty', { DINTERO_ACCOUNT_ID: '' }],
  ])('does not fall back to the sandbox when the account is %s', (_, env) => {
    expect(problemsOf({ ...env, NODE_ENV: 'production' })).toEqual([
      'DINTERO_ACCOUNT_ID must be set in production: the sandbox is for development.',
    ]);
  });

  it('says of an account that is wrong no more than that', () => {
    expect(problemsOf({ ...account, NODE_ENV: 'production', DINTERO_ACCOUNT_ID: 'X' })).toEqual([
      'DINTERO_ACCOUNT_ID must be P or T and eight digits.',
    ]);
  });

  it('takes an account', () => {
    expect(readConfig({ ...account, NODE_ENV: 'production' }).dintero?.accountId).toBe('P12345678');
  });

  const loose = [
    ['ACCESS_MODE', 'report'],
    ['ALLOW_ANONYMOUS', 'on'],
    ['GRAPHIQL', 'on'],
    ['EXPLAIN', 'on'],
    ['CONTRACT_CHECK', 'report'],
    ['CORS_ORIGINS', '*'],
  ] as const;

  it.each(loose)('takes %s=%s only where it is listed, and tells of it', (name, value) => {
    const env = { ...account, [name]: value };
    const problem = `${name} lets more in than a server in production should; list it in ALLOW_IN_PRODUCTION if it must.`;
    expect(problemsOf(env)).toEqual([problem]);
    expect(problemsOf({ ...env, NODE_ENV: 'production' })).toEqual([problem]);
    const others = loose.map(([other]) => other).filter((other) => other !== name);
    expect(problemsOf({ ...env, ALLOW_IN_PRODUCTION: others.join() })).toEqual([problem]);
    expect(relaxed(readConfig({ ...env, ALLOW_IN_PRODUCTION: name }))).toEqual([name]);
    expect(relaxed(readConfig({ ...env, NODE_ENV: 'development' }))).toEqual([]);
  });

  it('has nothing to tell of where nothing is relaxed, be it listed or not', () => {
    const listed = loose.map(([name]) => name).join();
    expect(
      relaxed(readConfig({ ...account, ALLOW_IN_PRODUCTION: listed, CORS_ORIGINS: 'https://a.example.com' })),
    ).toEqual([]);
  });
});

const people = {
  PERSON: 'required',
  PERSON_CLIENTS: 'helpdesk',
  PERSON_ISSUER: 'https://id.example.com',
  PERSON_AUDIENCE: 'helpdesk',
  PERSON_JWKS_URL: 'https://id.example.com/keys',
};

describe('settings that contradict each other', () => {
  it.each<[string, Env, string]>([
    [
      'any origin and one',
      { CORS_ORIGINS: 'https://a.example.com,*' },
      'CORS_ORIGINS must be * alone, or a list of origins.',
    ],
    [
      'one port for the server and its metrics',
      { PORT: '4100', METRICS_PORT: '4100' },
      'PORT and METRICS_PORT must differ.',
    ],
    ['people whom no issuer names', { ...people, PERSON_ISSUER: '' }, 'PERSON needs PERSON_ISSUER.'],
    [
      'one issuer of people and of access',
      { ...people, PERSON_ISSUER: 'https://api.dintero.com' },
      'PERSON_ISSUER must not be an issuer of access tokens.',
    ],
    [
      'one audience of people and of access',
      {
        ...people,
        PERSON_AUDIENCE: 'https://api.dintero.com/v1/accounts/P12345678',
        TOKEN_AUDIENCES: 'https://api.dintero.com/v1/accounts/P12345678',
      },
      'PERSON_AUDIENCE must not be an audience of access tokens.',
    ],
    [
      'clients of people whom nobody names',
      { PERSON_CLIENTS: 'helpdesk' },
      'PERSON_CLIENTS is set, but PERSON is not: nobody would be named.',
    ],
    ['one port for two', { PORT: '4100', SANDBOX_PORT: '4100' }, 'PORT and SANDBOX_PORT must differ.'],
    [
      'the page without the schema',
      { GRAPHIQL: 'on', INTROSPECTION: 'off' },
      'GRAPHIQL needs INTROSPECTION: the page asks for the schema.',
    ],
    ['workers of the sandbox', { WORKERS: '2' }, 'WORKERS needs DINTERO_ACCOUNT_ID: the sandbox is one process.'],
    [
      'workers that count for themselves',
      { ...account, WORKERS: '2', RATE_LIMIT: '10' },
      'WORKERS and RATE_LIMIT need REDIS_URL: each worker would count for itself.',
    ],
    [
      'balancers whose word nobody needs',
      { TRUSTED_PROXIES: '10.0.0.0/8' },
      'TRUSTED_PROXIES needs RATE_LIMIT: nothing is counted.',
    ],
    [
      'a header that nobody is believed in',
      { RATE_LIMIT: '10', CLIENT_ADDRESS_HEADER: 'x-real-ip' },
      'CLIENT_ADDRESS_HEADER needs TRUSTED_PROXIES: nobody else is believed.',
    ],
    [
      'a delay that outlasts the stop',
      { SHUTDOWN_DELAY: '5001', SHUTDOWN_TIMEOUT: '5000' },
      'SHUTDOWN_DELAY must not be longer than SHUTDOWN_TIMEOUT.',
    ],
    [
      'a call that may outlast its request',
      { REQUEST_TIMEOUT: '5000', UPSTREAM_CALL_TIMEOUT: '5001' },
      'UPSTREAM_CALL_TIMEOUT must not be longer than REQUEST_TIMEOUT.',
    ],
    [
      'trusted documents without a folder',
      { TRUSTED_MODE: 'require' },
      'TRUSTED_MODE needs TRUSTED_DOCUMENTS: a folder with manifests.',
    ],
    ...['DINTERO_CLIENT_ID', 'DINTERO_CLIENT_SECRET', 'JWKS_ISSUERS'].map((name): [string, Env, string] => [
      `${name} without an account`,
      { [name]: 'x' },
      `${name} is set, but DINTERO_ACCOUNT_ID is not: the sandbox would be used.`,
    ]),
    ...['DINTERO_BASE_URL', 'JWKS_URL'].map((name): [string, Env, string] => [
      `${name} without an account`,
      { [name]: 'https://api.example.com' },
      `${name} is set, but DINTERO_ACCOUNT_ID is not: the sandbox would be used.`,
    ]),
    [
      'a key file without an account',
      { JWKS_FILE: 'keys.json' },
      'JWKS_FILE is set, but DINTERO_ACCOUNT_ID is not: the sandbox would be used.',
    ],
  ])('are refused: %s', (_, env, problem) => {
    expect(problemsOf(env)).toEqual([problem]);
  });

  it.each<[string, Env]>([
    ['any two ports', { PORT: '0', SANDBOX_PORT: '0' }],
    ['the port of a sandbox that is not started', { ...account, PORT: '4010' }],
    ['no introspection, and the page by default', { INTROSPECTION: 'off' }],
    ['a call as long as its request', { REQUEST_TIMEOUT: '5000', UPSTREAM_CALL_TIMEOUT: '5000' }],
    ['a request shorter than a call by default', { REQUEST_TIMEOUT: '5000' }],
  ])('are not: %s', (_, env) => {
    expect(() => readConfig(env)).not.toThrow();
  });
});

describe('what readConfig finds wrong', () => {
  it('is told all at once, without any value', () => {
    const canaries = Object.fromEntries(
      Object.keys(settings)
        .filter((name) => name !== 'NODE_ENV')
        .map((name) => [name, `canary ${name.length}`]),
    );
    const problems = problemsOf({ ...canaries, DINTERO_CLIENT_ID: '', DINTERO_ACOUNT_ID: 'canary 17' });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'DINTERO_ACOUNT_ID',
      'PORT',
      'METRICS_PORT',
      'WORKERS',
      'ALLOW_IN_PRODUCTION',
      'DINTERO_ACCOUNT_ID',
      'DINTERO_BASE_URL',
      'CHECKOUT_BASE_URL',
      'CHECKOUT_CUSTOMERS',
      'JWKS_URL',
      'EGRESS_PROXY',
      'TOKEN_CUSTOMER_FORM',
      'TOKEN_MAX_LIFETIME',
      'PERSON',
      'PERSON_JWKS_URL',
      'ALLOW_ANONYMOUS',
      'ACCESS_MODE',
      'GRAPHIQL',
      'INTROSPECTION',
      'EXPLAIN',
      'CONTRACT_CHECK',
      'CUSTOMER_LOGIN',
      'TRUSTED_MODE',
      'CORS_ORIGINS',
      'REQUEST_TIMEOUT',
      'CORS_HEADERS',
      'KEEP_ALIVE_TIMEOUT',
      'MAX_CONCURRENT_REQUESTS',
      'RATE_LIMIT',
      'TRUSTED_PROXIES',
      'CLIENT_ADDRESS_HEADER',
      'REDIS_URL',
      'MAX_REQUEST_BYTES',
      'MAX_TOKENS',
      'MAX_DEPTH',
      'MAX_ALIASES',
      'MAX_ANSWER_FIELDS',
      'MAX_ANSWER_BYTES',
      'CACHE_BYTES',
      'UPSTREAM_CALL_TIMEOUT',
      'UPSTREAM_CALL_BUDGET',
      'UPSTREAM_CONNECTIONS',
      'UPSTREAM_MAX_BODY_BYTES',
      'RECEIPT_DETAIL_ID',
      'LOG_LEVEL',
      'SHUTDOWN_TIMEOUT',
      'SHUTDOWN_DELAY',
      'SANDBOX_PORT',
      'DINTERO_CLIENT_ID',
    ]);
    expect(problems.join()).not.toContain('canary');
  });

  it('is the text of the error, a line each', () => {
    const env = { PORT: 'x', GRAPHIQL: 'x' };
    expect(() => readConfig(env)).toThrow(problemsOf(env).join('\n'));
    expect(problemsOf(env)).toHaveLength(2);
  });

  it.each([
    ['DINTERO_ACOUNT_ID', 'DINTERO_ACCOUNT_ID'],
    ['DINTERO_ACCOUNT', 'DINTERO_ACCOUNT_ID'],
    ['DINTERO_ACCOUNTID', 'DINTERO_ACCOUNT_ID'],
    ['dintero_account_id', 'DINTERO_ACCOUNT_ID'],
    ['DINTERO_BASEURL', 'DINTERO_BASE_URL'],
    ['DINTERO_CLIENTSECRET', 'DINTERO_CLIENT_SECRET'],
    ['ACCES_MODE', 'ACCESS_MODE'],
    ['CORS_ORIGIN', 'CORS_ORIGINS'],
    ['TOKEN_AUDIENCE', 'TOKEN_AUDIENCES'],
    ['ALLOW_ANONYMOS', 'ALLOW_ANONYMOUS'],
    ['LOG_LEVLE', 'LOG_LEVEL'],
    ['INTROSPECTON', 'INTROSPECTION'],
    ['introspection', 'INTROSPECTION'],
    ['TRUSTEDMODE', 'TRUSTED_MODE'],
    ['ACCESSMODE', 'ACCESS_MODE'],
    ['ACCESS-MODE', 'ACCESS_MODE'],
    ['AccessMode', 'ACCESS_MODE'],
    ['RATELIMIT', 'RATE_LIMIT'],
    ['RATE_LIMITS', 'RATE_LIMIT'],
    ['AUDITKEY', 'AUDIT_KEY'],
    ['AUDIT_KEYFILE', 'AUDIT_KEY_FILE'],
    ['GRAPHQL_INTROSPECTION', 'INTROSPECTION'],
    ['DINTERO_GRAPHQL_ACCESS_MODE', 'ACCESS_MODE'],
    ['Workers', 'WORKERS'],
    ['UPSTREAM_CALL_TIME_OUT', 'UPSTREAM_CALL_TIMEOUT'],
    ['JWKS_URI', 'JWKS_URL'],
  ])('has a hint when %s is set', (name, meant) => {
    expect(problemsOf({ [name]: 'canary' })).toEqual([`${name} is not a setting; did you mean ${meant}?`]);
  });

  it('has a hint although the setting that is meant is there but empty', () => {
    expect(problemsOf({ DINTERO_ACCOUNT_ID: '', DINTERO_ACOUNT_ID: 'canary' })).toHaveLength(1);
  });

  it.each(['DINTERO_ACCOUNT', 'jwks_url'])('names %s, no setting', (name) => {
    const env = { ...account, JWKS_URL: 'https://id.example.com/k', [name]: 'canary' };
    expect(problemsOf(env)).toEqual([`${name} is not a setting.`]);
  });

  it.each(['UPSTREAM_BRANCH', 'UPSTREAM_RETRIES', 'TOKEN_ALGORITHMS', 'TOKEN_FILE'])(
    'warns of %s, which may be for other programs',
    (name) => {
      expect(readConfig({ [name]: 'x' })).toEqual(readConfig({}));
      expect(strangeNames({ [name]: 'x' }, variableNames()).warnings).toEqual([name]);
    },
  );

  it.each([
    'PORTS',
    'HOSTNAME',
    'NODE_OPTIONS',
    'LOG_FORMAT',
    'npm_config_registry',
    'SANDBOX_ID',
    'MAX_JOBS',
    'REDIS_HOST',
  ])('is nothing for %s, which is for other programs', (name) => {
    expect(readConfig({ [name]: 'x' })).toEqual(readConfig({}));
  });

  it('is nothing for the ports that Kubernetes sets for services called sandbox and metrics', () => {
    const links = {
      SANDBOX_PORT: 'tcp://10.0.0.1:80',
      METRICS_PORT: 'tcp://10.0.0.2:80',
      METRICS_PORT_80_TCP_PORT: '80',
    };
    const host = { METRICS_SERVICE_HOST: '10.0.0.2', METRICS_SERVICE_PORT: '80' };
    expect(readConfig({ ...links, ...host })).toEqual(readConfig({}));
  });

  it('has none for what Kubernetes sets for a service called dintero-graphql or dintero', () => {
    const links = {
      DINTERO_GRAPHQL_SERVICE_HOST: '10.0.0.1',
      DINTERO_GRAPHQL_SERVICE_PORT: '80',
      DINTERO_GRAPHQL_PORT: 'tcp://10.0.0.1:80',
      DINTERO_GRAPHQL_PORT_80_TCP_ADDR: '10.0.0.1',
      DINTERO_SERVICE_HOST: '10.0.0.1',
      DINTERO_PORT: 'tcp://10.0.0.1:80',
    };
    expect(readConfig(links)).toEqual(readConfig({}));
  });
});

describe('a secret in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const client = { DINTERO_ACCOUNT_ID: 'P12345678', DINTERO_CLIENT_ID: 'i' };

  it.each(['canary', 'canary\n', 'canary\r\n'])('is read, without the line break at its end: %j', (text) => {
    const { dintero } = readConfig({ ...client, DINTERO_CLIENT_SECRET_FILE: file('secret', text) });
    expect(dintero?.client).toEqual({ id: 'i', secret: 'canary' });
  });

  it('may be any that is one, and is held to what its setting is held to', () => {
    const store = { RATE_LIMIT: '10', REDIS_URL_FILE: file('store', 'redis://:canary@store') };
    expect(readConfig(store)).toMatchObject({ redisUrl: 'redis://:canary@store' });
    expect(readConfig({ AUDIT_KEY_FILE: file('key', 'k') })).toMatchObject({ auditKey: 'k' });
    expect(problemsOf({ RATE_LIMIT: '10', REDIS_URL_FILE: file('store', 'canary') })).toEqual([
      expect.stringMatching(/^REDIS_URL must/),
    ]);
  });

  it.each<[string, Env, string]>([
    [
      'is not there',
      { AUDIT_KEY_FILE: join(folder, 'none') },
      'AUDIT_KEY_FILE names a file that cannot be read: ENOENT.',
    ],
    ['is a folder', { AUDIT_KEY_FILE: folder }, 'AUDIT_KEY_FILE names a file that cannot be read: EISDIR.'],
    ['is empty', { AUDIT_KEY_FILE: file('empty', '\n') }, 'AUDIT_KEY_FILE names a file that is empty.'],
    [
      'stands beside the secret itself',
      { AUDIT_KEY_FILE: file('twice', 'k'), AUDIT_KEY: 'k' },
      'AUDIT_KEY and AUDIT_KEY_FILE are both set: leave one of them out.',
    ],
  ])('is refused where it %s', (_, env, problem) => {
    expect(problemsOf(env)).toEqual([problem]);
  });

  it('that cannot be read is told of once', () => {
    expect(problemsOf({ ...client, DINTERO_CLIENT_SECRET_FILE: join(folder, 'none') })).toHaveLength(1);
  });
});

describe('the proxy that calls leave through', () => {
  const proxyOf = (env: Env) => readConfig({ ...account, ...env }).dintero?.proxy;
  const except = 'localhost,127.0.0.1,::1';

  it.each<[string, Env, object | null]>([
    ['none by default', {}, null],
    [
      'the setting',
      { EGRESS_PROXY: 'http://a:1', HTTPS_PROXY: 'http://b:1' },
      { http: 'http://a:1', https: 'http://a:1', except },
    ],
    ['none where it is off', { EGRESS_PROXY: 'off', HTTPS_PROXY: 'http://b:1' }, null],
    ['the usual variable', { HTTPS_PROXY: 'http://b:1' }, { http: '', https: 'http://b:1', except }],
    [
      'in small letters before it',
      { https_proxy: 'http://c:1', HTTPS_PROXY: 'http://b:1' },
      { http: '', https: 'http://c:1', except },
    ],
    [
      'without some hosts',
      { HTTP_PROXY: 'http://b:1', NO_PROXY: '.example.com' },
      { http: 'http://b:1', https: '', except: `.example.com,${except}` },
    ],
  ])('is %s', (_, env, expected) => {
    expect(proxyOf(env)).toEqual(expected);
  });

  it('is refused where it cannot be one, but for the sandbox, which is never behind one', () => {
    expect(problemsOf({ ...account, HTTPS_PROXY: 'b:1' })).toEqual([
      'HTTPS_PROXY must be an http:// or https:// URL, or EGRESS_PROXY off.',
    ]);
    expect(readConfig({ HTTPS_PROXY: 'b:1' })).toEqual(readConfig({}));
  });
});
