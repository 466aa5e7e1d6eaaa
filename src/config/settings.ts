import {
  accountIdForm,
  accountList,
  clientId,
  customerForms,
  headerNames,
  list,
  oneOf,
  onOff,
  origins,
  proxy,
  redisUrl,
  relaxations,
  someOf,
  template,
  text,
  url,
  whole,
} from './forms.ts';
import { personSettings } from './person-settings.ts';
import { rateSettings } from './rate-settings.ts';
import { byMode, optional, type Setting, secretSetting, setting } from './setting.ts';

/**
 * Every environment variable that the server reads, each stated here alone: `MAX_REQUEST_BYTES` is `maxRequestBytes` of
 * the configuration, a row of the table in `docs/settings.md` and an entry of `.env.example`.
 */
export const settings = {
  PORT: setting(whole(0, 65_535), 4000, 'Port of the server; 0 means any free port.'),
  HOST: byMode(
    text,
    { sandbox: 'localhost', account: '::' },
    'Address that the server listens on: `localhost` is this machine alone, `::` all addresses, of IPv6 and IPv4.',
  ),
  METRICS_PORT: optional(
    whole(0, 65_535),
    'Port of a page of metrics for Prometheus, `/metrics`, which asks for no token; 0 means any free port. Without it there are no metrics.',
  ),
  METRICS_HOST: byMode(
    text,
    { sandbox: 'localhost', account: '::' },
    'Address of that page: `localhost` is this machine alone, `::` all addresses.',
  ),
  WORKERS: setting(
    whole(1, 64),
    1,
    'Number of processes that share the port. Each has its own memory, caches, limits and connections, so with more than 1 `RATE_LIMIT` needs `REDIS_URL`. Must be 1 with the embedded sandbox.',
  ),
  NODE_ENV: byMode(
    oneOf('production', 'development', 'test'),
    { sandbox: 'development', account: 'production' },
    'In `production` the sandbox is never used, and settings that relax security must be listed in `ALLOW_IN_PRODUCTION`.',
  ),
  ALLOW_IN_PRODUCTION: setting(
    someOf(...relaxations),
    [],
    'Settings that may relax security in production, separated by commas: `ACCESS_MODE` (`report`), `ALLOW_ANONYMOUS`, `GRAPHIQL`, `EXPLAIN` (`on`), `CONTRACT_CHECK` (`report`), `CORS_ORIGINS` (`*`).',
  ),
  DINTERO_ACCOUNT_ID: optional(accountIdForm, 'Your account. Without it the server runs against the embedded sandbox.'),
  DINTERO_BASE_URL: setting(url, 'https://api.dintero.com/v1', 'Base URL of the REST services.'),
  CHECKOUT_BASE_URL: setting(
    template,
    'https://checkout.dintero.com/v1',
    'Where payments are; `{aid}` stands for the account. The other address that Dintero documents is `https://api.dintero.com/v1/accounts/{aid}/payments`, where checkouts cannot be listed; `check` tells which one answers.',
  ),
  CHECKOUT_CUSTOMERS: byMode(
    oneOf('loyalty', 'other'),
    { sandbox: 'loyalty', account: 'other' },
    'Whose id a payment carries as its customer: `loyalty`, the id of the customers service, so that `Customer.payments` and `Payment.customer` lead from one to the other; `other`, an id of the shop, and both are null.',
  ),
  DINTERO_CLIENT_ID: optional(
    clientId,
    'API client of the server itself, with the scope `read:accounts`; it reads the keys of the account.',
  ),
  DINTERO_CLIENT_SECRET: secretSetting(text, 'Secret of that client.'),
  JWKS_URL: optional(url, 'URL of a key set (JWKS), as another source of keys.'),
  JWKS_FILE: optional(text, 'File with a key set (JWKS), as another source of keys.'),
  JWKS_ISSUERS: optional(
    accountList,
    'Issuers whose tokens are signed with the keys of `JWKS_URL` and `JWKS_FILE`, separated by commas. Default without `DINTERO_CLIENT_ID`: those of `TOKEN_ISSUERS`.',
  ),
  EGRESS_PROXY: secretSetting(
    proxy,
    'Proxy that the services and keys are asked through: `http://proxy.example.com:3128`; `off`: none. Without it `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` count.',
  ),
  TOKEN_ISSUERS: setting(
    accountList,
    [
      'https://api.dintero.com',
      'https://api.dintero.com/v1/accounts/{account}',
      'https://{account}@api.dintero.com',
      'https://{account}@api.dintero.com/v1/accounts/{account}',
    ],
    "Issuers of access tokens that are signed with the account's keys, separated by commas; `{account}` stands for the account's id.",
  ),
  TOKEN_AUDIENCES: setting(
    accountList,
    [
      'https://api.dintero.com/v1/accounts/{account}',
      'https://{account}@api.dintero.com',
      'https://{account}@api.dintero.com/v1/accounts/{account}',
    ],
    "Audiences of access tokens that are accepted, separated by commas; `{account}` stands for the account's id.",
  ),
  TOKEN_SCOPE_CLAIM: setting(
    list,
    ['scope', 'scp', 'permissions', 'scopes'],
    'Claims that may contain the scopes, as a text or a list, separated by commas; the first one that is present counts.',
  ),
  TOKEN_CUSTOMER_CLAIM: setting(text, 'sub', "Claim that contains the customer in a customer's token."),
  TOKEN_CUSTOMER_FORM: setting(
    customerForms,
    ['dintero:user:{customer}', '{customer}'],
    'Forms of that claim, separated by commas, with `{customer}` for the id; the first one that matches counts.',
  ),
  TOKEN_MAX_LIFETIME: setting(whole(60, 31_536_000), 86_400, 'Longest lifetime of an access token, in seconds.'),
  ...personSettings,
  ALLOW_ANONYMOUS: byMode(
    onOff,
    { sandbox: true, account: false },
    'Whether requests without a token may run; they can only read `viewer` and the schema.',
  ),
  ACCESS_MODE: setting(
    oneOf('partial', 'reject', 'report'),
    'partial',
    'What happens to fields that the caller may not read. `partial`: they are null, each with an error; `reject`: nothing runs; `report`: nothing is enforced, the services decide, and `extensions.access` lists what would be denied.',
  ),
  GRAPHIQL: byMode(onOff, { sandbox: true, account: false }, 'Whether browsers get the explorer (GraphiQL).'),
  INTROSPECTION: setting(
    onOff,
    true,
    'Whether introspection is allowed; if not, `__schema` is refused and `__type` is null.',
  ),
  EXPLAIN: byMode(
    onOff,
    { sandbox: true, account: false },
    'Whether `POST /explain` answers what a document needs, what is denied, and what it costs.',
  ),
  CONTRACT_CHECK: setting(
    oneOf('off', 'report', 'sample'),
    'off',
    'Whether answers of the services are held against the contract beside requests: `report` all for which a tenth of a processor is enough, `sample` one of each endpoint in a minute. What differs is in the log and, but for `sample` in production, in `GET /contract`.',
  ),
  CUSTOMER_LOGIN: setting(
    onOff,
    false,
    'Whether `customerLogin` and its related fields are in the schema. They take passwords, so switch them on only for apps that have a server of their own.',
  ),
  TRUSTED_DOCUMENTS: optional(text, 'Folder with the manifests of documents that apps have published (`*.json`).'),
  TRUSTED_MODE: setting(
    oneOf('off', 'prefer', 'require'),
    'off',
    'Which documents may run. `off`: any text; `prefer`: any text, and trusted documents by their id; `require`: only trusted documents.',
  ),
  CORS_ORIGINS: byMode(
    origins,
    { sandbox: ['http://localhost:*', 'http://127.0.0.1:*', 'http://[::1]:*'], account: [] },
    'Origins that browsers and web views may call from, with commas between: `https://app.example.com`, `capacitor://localhost`; `http://localhost:*`: any port, `*`: any, none: the same origin only.',
  ),
  REQUEST_TIMEOUT: setting(whole(100, 600_000), 10_000, 'Longest time for a whole request, in milliseconds.'),
  CORS_HEADERS: setting(
    headerNames,
    [],
    'Headers that pages of those origins may send beside the ones that GraphQL clients and tracing do, with commas between.',
  ),
  KEEP_ALIVE_TIMEOUT: setting(
    whole(1_000, 600_000),
    65_000,
    'Milliseconds that a connection may rest between requests; longer than the balancer in front keeps it.',
  ),
  MAX_CONCURRENT_REQUESTS: setting(
    whole(1, 100_000),
    500,
    'Requests at once; more are turned away with 503 and `Retry-After`.',
  ),
  ...rateSettings,
  REDIS_URL: secretSetting(
    redisUrl,
    'Redis or Valkey in which several processes count requests together, and lock payments while money is moved. Without it each process counts for itself, and several workers move no money.',
  ),
  MAX_REQUEST_BYTES: setting(whole(1_000, 10_000_000), 100_000, 'Largest request body, in bytes.'),
  MAX_TOKENS: setting(whole(100, 50_000), 2_000, 'Tokens of a document: names, punctuation and values.'),
  MAX_DEPTH: setting(whole(3, 100), 12, 'Levels of fields; those of introspection are not counted.'),
  MAX_ALIASES: setting(whole(0, 10_000), 30, 'Aliases of an operation, with its fragments in their places.'),
  MAX_ANSWER_FIELDS: setting(
    whole(100, 1_000_000),
    20_000,
    'Most fields in one answer, estimated from the sizes of its lists. Introspection has limits of its own.',
  ),
  MAX_ANSWER_BYTES: setting(
    whole(10_000, 20_000_000),
    4_194_304,
    'Largest answer in bytes, counted while it is made: its texts by their letters, and 16 for each field. Other requests wait about 10 ms for each megabyte.',
  ),
  CACHE_BYTES: setting(
    whole(0, 10_000_000_000),
    33_554_432,
    'Bytes of documents that are remembered, from the second time on, with their plans; 0 remembers none.',
  ),
  UPSTREAM_CALL_TIMEOUT: setting(whole(10, 600_000), 10_000, 'Longest time for one upstream call, in milliseconds.'),
  UPSTREAM_CALL_BUDGET: setting(whole(1, 10_000), 100, 'Largest number of upstream calls for one request.'),
  UPSTREAM_CONNECTIONS: setting(whole(1, 10_000), 128, 'Connections to each upstream service.'),
  UPSTREAM_MAX_BODY_BYTES: setting(
    whole(1_000, 1_000_000_000),
    8_388_608,
    'Largest upstream answer, in bytes. All reads of one request together may be four times as large. Other requests wait about 12 ms for each megabyte.',
  ),
  RECEIPT_DETAIL_ID: setting(
    oneOf('id', 'receipt_id'),
    'id',
    'Which id the receipt detail path takes: the entity id, or the number of the till (`receipt_id`); where only the entity id is known, it is asked by that (docs/ids.md).',
  ),
  LOG_LEVEL: setting(
    oneOf('fatal', 'error', 'warn', 'info', 'debug', 'silent'),
    'info',
    'Least severe level that is logged; `silent`: nothing.',
  ),
  AUDIT_KEY: secretSetting(
    text,
    "Secret that customers' ids are hashed with in audit lines; without it: the account's id, with which ids can be tried out.",
  ),
  SHUTDOWN_TIMEOUT: setting(
    whole(0, 600_000),
    10_000,
    'Time for running requests to finish when the server stops, in milliseconds.',
  ),
  SHUTDOWN_DELAY: byMode(
    whole(0, 600_000),
    { sandbox: 0, account: 3_000 },
    'Milliseconds of those in which `/ready` says no before the port closes, so that balancers see it.',
  ),
  SANDBOX_PORT: setting(whole(0, 65_535), 4010, 'Port of the embedded sandbox; 0 means any free port.'),
  DEVIATE: setting(list, [], 'Deviations of the sandbox from the contract, with commas between (docs/sandbox.md).'),
} as const satisfies Readonly<Record<string, Setting>>;

/** Name of a variable. */
export type SettingName = keyof typeof settings;
