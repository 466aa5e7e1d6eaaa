import type { EgressProxy } from '../kernel/egress-proxy.ts';
import { isProxyUrl } from './forms.ts';
import type { Env } from './setting.ts';

/** Never behind a proxy: the sandbox, and what runs beside the server. */
const thisMachine = ['localhost', '127.0.0.1', '::1'];

/** What the environment says of proxies, and what is wrong with it. */
export interface EgressReading {
  readonly proxy: EgressProxy | null;
  readonly problems: readonly string[];
}

/**
 * The proxy that `EGRESS_PROXY` names, or those of the usual variables, which curl and others read too; in small letters they
 * come first.
 *
 * @param setting value of `EGRESS_PROXY`: null where it is not set, `off` for none
 */
export function readEgress(setting: string | null, env: Env): EgressReading {
  const usual = (name: string) => env[name.toLowerCase()] || env[name] || '';
  const except = [usual('NO_PROXY'), ...thisMachine].filter(Boolean).join(',');
  if (setting === 'off') return { proxy: null, problems: [] };
  if (setting !== null) return { proxy: { http: setting, https: setting, except }, problems: [] };
  const names = ['HTTPS_PROXY', 'HTTP_PROXY'].filter((name) => usual(name) !== '');
  const problems = names
    .filter((name) => !isProxyUrl(usual(name)))
    .map((name) => `${name} must be an http:// or https:// URL, or EGRESS_PROXY off.`);
  const proxy = names.length === 0 ? null : { http: usual('HTTP_PROXY'), https: usual('HTTPS_PROXY'), except };
  return { proxy, problems };
}
