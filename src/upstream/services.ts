import type { Circuit } from './circuit.ts';
import type { Service } from './endpoint.ts';
import type { Http } from './http.ts';
import type { RetryBudget } from './retry-budget.ts';

/** Where the services are. A URL includes its version (`https://api.dintero.com/v1`) and may hold `{aid}` for the account. */
export interface BaseUrls {
  readonly baseUrl: string;
  /** Where payments are. Default: below `baseUrl`, as in the sandbox. */
  readonly checkoutBaseUrl?: string | undefined;
}

/** The base URL of each service, as a member of `BaseUrls`. A service at an address of its own needs a new member. */
const urlOf = {
  auth: 'baseUrl',
  checkout: 'checkoutBaseUrl',
  customers: 'baseUrl',
  discounts: 'baseUrl',
  hooks: 'baseUrl',
  receipts: 'baseUrl',
  shopping: 'baseUrl',
  wallets: 'baseUrl',
} as const satisfies Readonly<Record<Service, keyof BaseUrls>>;

/** A base URL as origin and path; the path has no trailing slash. */
export interface BaseAddress {
  readonly origin: string;
  readonly basePath: string;
}

/** The base address of a service: the paths of its endpoints are appended to it. */
export function addressOf(service: Service, urls: BaseUrls, accountId: string): BaseAddress {
  const { origin, pathname } = new URL((urls[urlOf[service]] ?? urls.baseUrl).replaceAll('{aid}', accountId));
  return { origin, basePath: pathname.replace(/\/$/, '') };
}

/** What is kept for one service for the life of the process. It has its own connections: a service that hangs does not block others. */
export interface ServiceLine {
  /** Path of the service's base URL, without a slash at its end. */
  readonly basePath: string;
  readonly http: Http;
  readonly circuit: Circuit;
  readonly retries: RetryBudget;
}
