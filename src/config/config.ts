import { problemsOfAll } from './combinations.ts';
import { misspeltNames } from './misspelt.ts';
import type { Env } from './setting.ts';
import { settings } from './settings.ts';
import { readValues, type Values } from './values.ts';

type OfAccount =
  | 'dinteroAccountId'
  | 'dinteroBaseUrl'
  | 'checkoutBaseUrl'
  | 'dinteroClientId'
  | 'dinteroClientSecret'
  | 'jwksUrl'
  | 'jwksFile';

/** Everything that the server is told by its environment, checked and frozen. */
export interface Config extends Omit<Values, OfAccount> {
  /** Null: the embedded sandbox stands in for Dintero. */
  readonly dintero: DinteroConfig | null;
}

/** The real service, and where keys to verify tokens with come from; at least one source is set. */
export interface DinteroConfig {
  readonly accountId: string;
  readonly baseUrl: string;
  /** Where payments are; may hold `{aid}` for the account. Default: below `baseUrl`, as in the sandbox. */
  readonly checkoutBaseUrl?: string;
  readonly client: { readonly id: string; readonly secret: string } | null;
  readonly jwksUrl: string | null;
  readonly jwksFile: string | null;
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

/**
 * Reads the configuration from environment variables; those that are empty count as not set.
 *
 * @throws ConfigError naming every variable that is wrong, unknown, missing or contradicts another
 */
export function readConfig(env: Env): Config {
  const { values, problems } = readValues(env);
  problems.unshift(...misspeltNames(env, Object.keys(settings)));
  problems.push(...problemsOfAll(values, (name) => Boolean(env[name])));
  if (problems.length > 0) throw new ConfigError(problems);
  const { dinteroAccountId: accountId, dinteroBaseUrl, checkoutBaseUrl, ...others } = values;
  const { dinteroClientId, dinteroClientSecret, jwksUrl, jwksFile, ...rest } = others;
  const client =
    dinteroClientId === null || dinteroClientSecret === null
      ? null
      : { id: dinteroClientId, secret: dinteroClientSecret };
  const baseUrl = dinteroBaseUrl.replace(/\/$/, '');
  const dintero = accountId === null ? null : { accountId, baseUrl, checkoutBaseUrl, client, jwksUrl, jwksFile };
  return Object.freeze({ ...rest, dintero });
}
