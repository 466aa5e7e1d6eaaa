import { misspeltNames } from './misspelt.ts';
import { settings } from './settings.ts';

/** Everything that the server is told by its environment, checked and frozen. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Null: the embedded sandbox stands in for Dintero. */
  readonly dintero: DinteroConfig | null;
  readonly sandboxPort: number;
  readonly tokens: TokenConfig;
  readonly allowAnonymous: boolean;
  readonly accessMode: 'partial' | 'reject' | 'report';
  readonly graphiql: boolean;
  readonly introspection: boolean;
  readonly explain: boolean;
  readonly customerLogin: boolean;
  readonly corsOrigins: readonly string[];
  readonly requestTimeout: number;
  readonly maxRequestBytes: number;
  readonly upstream: UpstreamConfig;
  readonly receiptDetailId: 'id' | 'receipt_id';
  readonly logLevel: string;
  readonly shutdownTimeout: number;
}

/** The real service, and where keys to verify tokens with come from; at least one source is set. */
export interface DinteroConfig {
  readonly accountId: string;
  readonly baseUrl: string;
  readonly client: { readonly id: string; readonly secret: string } | null;
  readonly jwksUrl: string | null;
  readonly jwksFile: string | null;
}

/** How access tokens are read. */
export interface TokenConfig {
  readonly issuers: readonly string[];
  /** Null: the one of the account. */
  readonly audiences: readonly string[] | null;
  readonly scopeClaim: string | undefined;
  readonly customerClaim: string;
  readonly clockSkew: number;
}

/** Bounds on upstream calls. */
export interface UpstreamConfig {
  readonly callTimeout: number;
  readonly callBudget: number;
  readonly concurrency: number;
  readonly connections: number;
  readonly maxBodyBytes: number;
}

/** The environment does not make a configuration; says everything that is wrong with it, and no value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

type Values = {
  -readonly [Name in keyof typeof settings]?: (typeof settings)[Name] extends { schema: { _output: infer Value } }
    ? Value
    : never;
};

/**
 * Reads the configuration from environment variables; those that are empty count as not set.
 *
 * @throws ConfigError naming every variable that is wrong or missing
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems = [...misspeltNames(env, Object.keys(settings))];
  const values = readValues(env, problems);
  const dintero = readDintero(values, (name) => Boolean(env[name]), problems);
  if (problems.length > 0) throw new ConfigError(problems);
  const isSandbox = dintero === null;
  return Object.freeze({
    port: values.PORT ?? 4000,
    host: values.HOST ?? (isSandbox ? '127.0.0.1' : '0.0.0.0'),
    dintero,
    sandboxPort: values.SANDBOX_PORT ?? 4010,
    tokens: {
      issuers: values.TOKEN_ISSUERS ?? ['https://api.dintero.com'],
      audiences: values.TOKEN_AUDIENCES ?? null,
      scopeClaim: values.TOKEN_SCOPE_CLAIM,
      customerClaim: values.TOKEN_CUSTOMER_CLAIM ?? 'sub',
      clockSkew: values.TOKEN_CLOCK_SKEW ?? 30,
    },
    allowAnonymous: values.ALLOW_ANONYMOUS ?? isSandbox,
    accessMode: values.ACCESS_MODE ?? 'partial',
    graphiql: values.GRAPHIQL ?? isSandbox,
    introspection: values.INTROSPECTION ?? true,
    explain: values.EXPLAIN ?? isSandbox,
    customerLogin: values.CUSTOMER_LOGIN ?? false,
    corsOrigins: values.CORS_ORIGINS ?? [],
    requestTimeout: values.REQUEST_TIMEOUT ?? 30_000,
    maxRequestBytes: values.MAX_REQUEST_BYTES ?? 1_048_576,
    upstream: {
      callTimeout: values.UPSTREAM_CALL_TIMEOUT ?? 10_000,
      callBudget: values.UPSTREAM_CALL_BUDGET ?? 100,
      concurrency: values.UPSTREAM_CONCURRENCY ?? 16,
      connections: values.UPSTREAM_CONNECTIONS ?? 128,
      maxBodyBytes: values.UPSTREAM_MAX_BODY_BYTES ?? 8_388_608,
    },
    receiptDetailId: values.RECEIPT_DETAIL_ID ?? 'id',
    logLevel: values.LOG_LEVEL ?? 'info',
    shutdownTimeout: values.SHUTDOWN_TIMEOUT ?? 10_000,
  });
}

function readValues(env: Readonly<Record<string, string | undefined>>, problems: string[]): Values {
  const values: Values = {};
  for (const [name, { schema }] of Object.entries(settings)) {
    const given = env[name];
    if (given === undefined || given === '') continue;
    const result = schema.safeParse(given);
    if (result.success) Object.assign(values, { [name]: result.data });
    else problems.push(...result.error.issues.map(({ message }) => `${name} ${message}.`));
  }
  return values;
}

/** @param isGiven whether a variable is set, be it to something wrong: what is told of that is not told again */
function readDintero(
  values: Values,
  isGiven: (name: keyof typeof settings) => boolean,
  problems: string[],
): DinteroConfig | null {
  if (!isGiven('DINTERO_ACCOUNT_ID')) {
    if (values.NODE_ENV === 'production')
      problems.push('DINTERO_ACCOUNT_ID must be set in production: the sandbox is for development.');
    return null;
  }
  if (isGiven('DINTERO_CLIENT_ID') !== isGiven('DINTERO_CLIENT_SECRET')) {
    problems.push('DINTERO_CLIENT_ID and DINTERO_CLIENT_SECRET must be set together.');
  } else if (!isGiven('DINTERO_CLIENT_ID') && !isGiven('JWKS_URL') && !isGiven('JWKS_FILE')) {
    problems.push('A source of keys must be set: DINTERO_CLIENT_ID with DINTERO_CLIENT_SECRET, JWKS_URL or JWKS_FILE.');
  }
  const { DINTERO_ACCOUNT_ID: accountId, DINTERO_CLIENT_ID: id, DINTERO_CLIENT_SECRET: secret } = values;
  if (accountId === undefined) return null;
  return {
    accountId,
    baseUrl: (values.DINTERO_BASE_URL ?? 'https://api.dintero.com/v1').replace(/\/$/, ''),
    client: id !== undefined && secret !== undefined ? { id, secret } : null,
    jwksUrl: values.JWKS_URL ?? null,
    jwksFile: values.JWKS_FILE ?? null,
  };
}
