import type { EndpointName } from '../upstream/endpoint.ts';
import * as customers from './customers.ts';
import * as discounts from './discounts.ts';
import * as payments from './payments.ts';
import * as receipts from './receipts.ts';
import type { Prime, Touches } from './service.ts';
import * as shopping from './shopping.ts';
import * as wallets from './wallets.ts';

const services = [customers, discounts, payments, receipts, shopping, wallets];

/** Which look-up the rows of a list answer, by the name of the list. */
export const primes: ReadonlyMap<EndpointName, Prime> = new Map(
  services.flatMap((service) => service.primes.map((prime) => [prime.list.name, prime] as const)),
);

/** What each write makes stale, by its name. A write without a row forgets everything. */
export const touches: ReadonlyMap<EndpointName, Touches> = new Map(
  services.flatMap((service) => entriesOf(service.touches)),
);

function entriesOf(table: Readonly<Partial<Record<EndpointName, Touches>>>): (readonly [EndpointName, Touches])[] {
  return Object.entries(table) as (readonly [EndpointName, Touches])[];
}
