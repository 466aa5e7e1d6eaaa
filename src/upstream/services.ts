import type { Service } from './endpoint.ts';

/** Where the services are. A URL includes its version (`https://api.dintero.com/v1`) and may hold `{aid}` for the account. */
export interface BaseUrls {
  readonly baseUrl: string;
  /** Where payments are. Default: below `baseUrl`, as in the sandbox. */
  readonly checkoutBaseUrl?: string;
}

/** Which of the URLs each service is below: a service elsewhere gets a member of `BaseUrls`, and is named here by it. */
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

/** A base URL in the two parts that a call needs; the path has no slash at its end. */
export interface BaseAddress {
  readonly origin: string;
  readonly basePath: string;
}

/** The address that the paths of a service's endpoints are below. */
export function addressOf(service: Service, urls: BaseUrls, accountId: string): BaseAddress {
  const { origin, pathname } = new URL((urls[urlOf[service]] ?? urls.baseUrl).replaceAll('{aid}', accountId));
  return { origin, basePath: pathname.replace(/\/$/, '') };
}
