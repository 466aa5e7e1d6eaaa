import type { EndpointName, Service } from '../upstream/endpoint.ts';
import * as customers from './customers.ts';
import * as discounts from './discounts.ts';
import * as payments from './payments.ts';
import * as receipts from './receipts.ts';
import type { Prime } from './service.ts';
import * as shopping from './shopping.ts';
import * as wallets from './wallets.ts';

const services = { checkout: payments, customers, discounts, receipts, shopping, wallets } satisfies Readonly<
  Record<Exclude<Service, 'auth' | 'hooks'>, { readonly primes: readonly Prime[] }>
>;

/** Which look-up the rows of a list answer, by the name of the list. */
export const primes: ReadonlyMap<EndpointName, Prime> = new Map(
  Object.values(services).flatMap((service) => service.primes.map((prime) => [prime.list.name, prime] as const)),
);
