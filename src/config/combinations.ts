import { relaxations } from './forms.ts';
import type { SettingName } from './settings.ts';
import type { Values } from './values.ts';

/**
 * What is wrong with settings taken together, each of which is right by itself.
 *
 * @param isGiven whether a variable is set, be it to something wrong: what is told of that is not told again
 */
export function problemsOfAll(values: Values, isGiven: (name: SettingName) => boolean): readonly string[] {
  return [
    ...(isGiven('DINTERO_ACCOUNT_ID')
      ? [...keyProblems(isGiven), ...looseProblems(values)]
      : sandboxProblems(values, isGiven)),
    ...contradictions(values, isGiven),
    ...personProblems(values, isGiven),
  ];
}

type Relaxation = (typeof relaxations)[number];

type RelaxedBy = 'nodeEnv' | 'accessMode' | 'allowAnonymous' | 'graphiql' | 'explain' | 'contractCheck' | 'corsOrigins';

/** Settings that let more in than a server in production should; empty elsewhere. */
export function relaxed(values: Pick<Values, RelaxedBy>): readonly Relaxation[] {
  if (values.nodeEnv !== 'production') return [];
  const isRelaxed: Readonly<Record<Relaxation, boolean>> = {
    ACCESS_MODE: values.accessMode === 'report',
    ALLOW_ANONYMOUS: values.allowAnonymous,
    GRAPHIQL: values.graphiql,
    EXPLAIN: values.explain,
    // To everybody whose token is accepted it tells how the account differs.
    CONTRACT_CHECK: values.contractCheck === 'report',
    CORS_ORIGINS: values.corsOrigins.includes('*'),
  };
  return relaxations.filter((name) => isRelaxed[name]);
}

function looseProblems(values: Values): string[] {
  return relaxed(values)
    .filter((name) => !values.allowInProduction.includes(name))
    .map(
      (name) => `${name} lets more in than a server in production should; list it in ALLOW_IN_PRODUCTION if it must.`,
    );
}

function keyProblems(isGiven: (name: SettingName) => boolean): string[] {
  if (isGiven('DINTERO_CLIENT_ID') !== isGiven('DINTERO_CLIENT_SECRET'))
    return ['DINTERO_CLIENT_ID and DINTERO_CLIENT_SECRET must be set together.'];
  const isOther = isGiven('JWKS_URL') || isGiven('JWKS_FILE');
  if (isGiven('JWKS_ISSUERS') && !isOther) return ['JWKS_ISSUERS needs JWKS_URL or JWKS_FILE.'];
  if (isGiven('DINTERO_CLIENT_ID') && isOther && !isGiven('JWKS_ISSUERS'))
    return ["JWKS_ISSUERS must be set where there are keys beside the account's own: it says whose they are."];
  if (isGiven('DINTERO_CLIENT_ID') || isOther) return [];
  return ['A source of keys must be set: DINTERO_CLIENT_ID with DINTERO_CLIENT_SECRET, JWKS_URL or JWKS_FILE.'];
}

const ofAccount = [
  'DINTERO_BASE_URL',
  'CHECKOUT_BASE_URL',
  'DINTERO_CLIENT_ID',
  'DINTERO_CLIENT_SECRET',
  'JWKS_URL',
  'JWKS_FILE',
  'JWKS_ISSUERS',
  'EGRESS_PROXY',
] as const;

function sandboxProblems({ nodeEnv }: Values, isGiven: (name: SettingName) => boolean): string[] {
  if (nodeEnv === 'production')
    return ['DINTERO_ACCOUNT_ID must be set in production: the sandbox is for development.'];
  return ofAccount
    .filter(isGiven)
    .map((name) => `${name} is set, but DINTERO_ACCOUNT_ID is not: the sandbox would be used.`);
}

const ofPerson = ['PERSON_CLIENTS', 'PERSON_ISSUER', 'PERSON_AUDIENCE', 'PERSON_JWKS_URL'] as const;

/** A statement about a person must never pass as an access token, nor an access token as such a statement. */
function personProblems(values: Values, isGiven: (name: SettingName) => boolean): string[] {
  const { person, personIssuer, personAudience, dinteroAccountId, tokenIssuers, jwksIssuers, tokenAudiences } = values;
  if (person === 'off')
    return (isGiven('PERSON') ? [] : ofPerson)
      .filter(isGiven)
      .map((name) => `${name} is set, but PERSON is not: nobody would be named.`);
  const holds = (list: readonly string[], value: string | null) =>
    list.some((each) => each.replaceAll('{account}', dinteroAccountId ?? '') === value);
  return [
    ...ofPerson.filter((name) => !isGiven(name)).map((name) => `PERSON needs ${name}.`),
    ...(holds([...tokenIssuers, ...(jwksIssuers ?? [])], personIssuer)
      ? ['PERSON_ISSUER must not be an issuer of access tokens.']
      : []),
    ...(holds(tokenAudiences, personAudience) ? ['PERSON_AUDIENCE must not be an audience of access tokens.'] : []),
  ];
}

function contradictions(values: Values, isGiven: (name: SettingName) => boolean): string[] {
  const { corsOrigins, dinteroAccountId, graphiql, introspection, port, requestTimeout, sandboxPort } = values;
  const isLonger = values.upstreamCallTimeout > requestTimeout;
  return [
    ...(corsOrigins.includes('*') && corsOrigins.length > 1
      ? ['CORS_ORIGINS must be * alone, or a list of origins.']
      : []),
    ...(dinteroAccountId === null && port === sandboxPort && port !== 0 ? ['PORT and SANDBOX_PORT must differ.'] : []),
    ...(values.metricsPort === port && port !== 0 ? ['PORT and METRICS_PORT must differ.'] : []),
    ...(values.trustedMode !== 'off' && values.trustedDocuments === null
      ? ['TRUSTED_MODE needs TRUSTED_DOCUMENTS: a folder with manifests.']
      : []),
    ...(values.workers > 1 && !isGiven('DINTERO_ACCOUNT_ID')
      ? ['WORKERS needs DINTERO_ACCOUNT_ID: the sandbox is one process.']
      : []),
    ...(values.workers > 1 && values.rateLimit > 0 && !isGiven('REDIS_URL')
      ? ['WORKERS and RATE_LIMIT need REDIS_URL: each worker would count for itself.']
      : []),
    ...(values.trustedProxies.length > 0 && values.rateLimit === 0
      ? ['TRUSTED_PROXIES needs RATE_LIMIT: nothing is counted.']
      : []),
    ...(isGiven('CLIENT_ADDRESS_HEADER') && !isGiven('TRUSTED_PROXIES')
      ? ['CLIENT_ADDRESS_HEADER needs TRUSTED_PROXIES: nobody else is believed.']
      : []),
    ...(isGiven('SHUTDOWN_DELAY') && values.shutdownDelay > values.shutdownTimeout
      ? ['SHUTDOWN_DELAY must not be longer than SHUTDOWN_TIMEOUT.']
      : []),
    ...(isGiven('GRAPHIQL') && graphiql && !introspection
      ? ['GRAPHIQL needs INTROSPECTION: the page asks for the schema.']
      : []),
    ...(isGiven('UPSTREAM_CALL_TIMEOUT') && isGiven('REQUEST_TIMEOUT') && isLonger
      ? ['UPSTREAM_CALL_TIMEOUT must not be longer than REQUEST_TIMEOUT.']
      : []),
  ];
}
