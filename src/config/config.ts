import type { EgressProxy } from '../kernel/egress-proxy.ts';
import { type Bounds, bounds } from './bounds.ts';
import { problemsOfAll } from './combinations.ts';
import { readEgress } from './egress.ts';
import { variableNames } from './environment.ts';
import { strangeNames } from './misspelt.ts';
import type { Env } from './setting.ts';
import { readTraces, type TracesConfig } from './traces.ts';
import { readValues, type Values } from './values.ts';

type OfAccount =
  | 'dinteroAccountId'
  | 'dinteroBaseUrl'
  | 'checkoutBaseUrl'
  | 'dinteroClientId'
  | 'dinteroClientSecret'
  | 'jwksUrl'
  | 'jwksFile'
  | 'egressProxy';

/** The configuration from the environment, validated and frozen. */
export interface Config extends Omit<Values, OfAccount>, Bounds {
  /** Null: the embedded sandbox is used instead of Dintero. */
  readonly dintero: DinteroConfig | null;
  /** Null: tracing is off. */
  readonly traces: TracesConfig | null;
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
  /** Proxy for requests to both. Default: none. */
  readonly proxy?: EgressProxy | null;
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
 * @param own bounds that differ from the usual
 * @throws ConfigError naming every variable that is wrong, unknown, missing or contradicts another
 */
export function readConfig(env: Env, own: Partial<Bounds> = {}): Config {
  const { values, problems, isGiven } = readValues(env);
  const strange = strangeNames(env, variableNames());
  problems.unshift(...strange.problems);
  problems.push(...problemsOfAll(values, isGiven));
  const { traces, problems: ofTraces } = readTraces(env);
  problems.push(...ofTraces);
  const egress = readEgress(values.egressProxy, env);
  // The sandbox is never behind one.
  if (isGiven('DINTERO_ACCOUNT_ID')) problems.push(...egress.problems);
  if (problems.length > 0) throw new ConfigError(problems);
  const { dinteroAccountId: accountId, dinteroBaseUrl, checkoutBaseUrl, ...others } = values;
  const { dinteroClientId, dinteroClientSecret, jwksUrl, jwksFile, egressProxy, ...rest } = others;
  const client =
    dinteroClientId === null || dinteroClientSecret === null
      ? null
      : { id: dinteroClientId, secret: dinteroClientSecret };
  const baseUrl = dinteroBaseUrl.replace(/\/$/, '');
  const { proxy } = egress;
  const dintero = accountId === null ? null : { accountId, baseUrl, checkoutBaseUrl, client, jwksUrl, jwksFile, proxy };
  return Object.freeze({ ...bounds, ...own, ...rest, dintero, traces });
}
