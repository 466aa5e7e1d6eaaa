import { z } from 'zod';

/** One environment variable: how its text is read, and what a person should know of it. */
export interface Setting<Value> {
  readonly schema: z.ZodType<Value, string>;
  /** What it is for, with its unit. */
  readonly about: string;
  /** Its default as a person would read it; empty where there is none. */
  readonly byDefault: string;
}

const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`);

const onOff = z
  .string()
  .regex(/^(on|off)$/, 'must be on or off')
  .transform((text) => text === 'on');

const text = z.string().min(1, 'must not be empty');
const list = text
  .transform((value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  )
  .refine((items) => items.length > 0, 'must hold at least one value');
const url = z.string().refine(isSafeUrl, 'must be an https URL; http is accepted for this machine only');
const oneOf = <const Value extends string>(...values: readonly [Value, ...Value[]]) =>
  z.enum(values, `must be one of ${values.join(', ')}`);

/** Every environment variable that the server reads. */
export const settings = {
  PORT: setting(whole(0, 65_535), '4000', 'Port of the server; 0 is any that is free.'),
  HOST: setting(text, '127.0.0.1 with the sandbox, else 0.0.0.0', 'Address that the server listens on.'),
  NODE_ENV: setting(text, '', 'With `production` the sandbox is never used.'),
  DINTERO_ACCOUNT_ID: setting(
    z.string().regex(/^[PT]\d{8}$/, 'must be P or T and eight digits'),
    '',
    'Your account. Without it the server runs against the embedded sandbox.',
  ),
  DINTERO_BASE_URL: setting(url, 'https://api.dintero.com/v1', 'Where the REST services are.'),
  DINTERO_CLIENT_ID: setting(
    text,
    '',
    'API client of the server itself, with `read:accounts`: it reads the keys of the account.',
  ),
  DINTERO_CLIENT_SECRET: setting(text, '', 'Secret of that client.'),
  JWKS_URL: setting(url, '', 'Another source of keys: a key set (JWKS) at this URL.'),
  JWKS_FILE: setting(text, '', 'Another source of keys: a file with a key set.'),
  TOKEN_ISSUERS: setting(
    list,
    'https://api.dintero.com',
    'Issuers of access tokens that are accepted, with commas between.',
  ),
  TOKEN_AUDIENCES: setting(
    list,
    "https://api.dintero.com/v1/accounts/ and the account's id",
    'Audiences of access tokens that are accepted, with commas between.',
  ),
  TOKEN_SCOPE_CLAIM: setting(text, '`scope`, else `scp`, else `permissions`', 'Claim that holds the scopes.'),
  TOKEN_CUSTOMER_CLAIM: setting(text, 'sub', "Claim that holds the customer of a customer's token."),
  TOKEN_CLOCK_SKEW: setting(whole(0, 300), '30', 'Seconds that clocks may differ.'),
  ALLOW_ANONYMOUS: setting(
    onOff,
    'on with the sandbox, else off',
    'Whether a request without a token may run; it reaches `viewer` and introspection only.',
  ),
  ACCESS_MODE: setting(
    oneOf('partial', 'reject', 'report'),
    'partial',
    'What is done about fields that a caller may not read: `partial` they are null, each with an error; `reject` nothing runs; `report` nothing is enforced, the services decide, and `extensions.access` lists what would be denied.',
  ),
  GRAPHIQL: setting(onOff, 'on with the sandbox, else off', 'Whether a browser gets the GraphiQL page.'),
  INTROSPECTION: setting(onOff, 'on', 'Whether the schema may be asked for.'),
  EXPLAIN: setting(
    onOff,
    'on with the sandbox, else off',
    'Whether `POST /explain` says what a document needs, is refused, and costs.',
  ),
  CUSTOMER_LOGIN: setting(
    onOff,
    'off',
    'Whether `customerLogin` and what goes with it are in the schema; they take passwords, so switch them on for apps with a server of their own only.',
  ),
  CORS_ORIGINS: setting(
    list,
    '',
    'Origins that browsers may call from, with commas between; `*`: any, none: the same origin only.',
  ),
  REQUEST_TIMEOUT: setting(whole(100, 600_000), '30000', 'Milliseconds that a whole request may take.'),
  MAX_REQUEST_BYTES: setting(whole(1_000, 100_000_000), '1048576', 'Largest request body, in bytes.'),
  UPSTREAM_CALL_TIMEOUT: setting(whole(10, 600_000), '10000', 'Milliseconds that one upstream call may take.'),
  UPSTREAM_CALL_BUDGET: setting(whole(1, 10_000), '100', 'Upstream calls that one request may make.'),
  UPSTREAM_CONCURRENCY: setting(whole(1, 1_000), '16', 'Upstream calls at once, per service and request.'),
  UPSTREAM_CONNECTIONS: setting(whole(1, 10_000), '128', 'Connections at once to each upstream service.'),
  UPSTREAM_MAX_BODY_BYTES: setting(whole(1_000, 1_000_000_000), '8388608', 'Largest upstream answer, in bytes.'),
  RECEIPT_DETAIL_ID: setting(
    oneOf('id', 'receipt_id'),
    'id',
    'Which id the receipt detail path takes: the entity id, or the number of the till (`receipt_id`).',
  ),
  LOG_LEVEL: setting(
    oneOf('fatal', 'error', 'warn', 'info', 'debug', 'silent'),
    'info',
    'What is logged; `silent` for nothing.',
  ),
  SHUTDOWN_TIMEOUT: setting(
    whole(0, 600_000),
    '10000',
    'Milliseconds that running requests get when the server stops.',
  ),
  SANDBOX_PORT: setting(whole(0, 65_535), '4010', 'Port of the embedded sandbox; 0 is any that is free.'),
} as const;

function setting<Value>(schema: z.ZodType<Value, string>, byDefault: string, about: string): Setting<Value> {
  return { schema, about, byDefault };
}

function isSafeUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
}

/** The settings as rows of a Markdown table, for the README. */
export function settingsTable(): string {
  const rows = Object.entries(settings).map(
    ([name, { about, byDefault }]) => `| \`${name}\` | ${byDefault} | ${about} |`,
  );
  return ['| variable | default | what it is |', '| --- | --- | --- |', ...rows].join('\n');
}

/** The settings as a file of environment variables, all of them commented out. */
export function envExample(): string {
  const entries = Object.entries(settings).map(([name, { about, byDefault }]) =>
    [`# ${about}${byDefault === '' ? '' : ` Default: ${byDefault}.`}`, `#${name}=`].join('\n'),
  );
  return `${['# Settings of the server. Without any it runs against the embedded sandbox.', ...entries].join('\n\n')}\n`;
}
