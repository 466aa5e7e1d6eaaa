import type { UpstreamSession } from '../upstream/session.ts';
import { type CustomersLoader, createCustomersLoader } from './customers.ts';
import { createDiscountsLoader, type DiscountsLoader } from './discounts.ts';
import { createLocationsLoader, type LocationsLoader } from './locations.ts';
import { createReceiptsLoader, type ReceiptsLoader } from './receipts.ts';
import { createSearchLoader, type SearchLoader } from './search.ts';
import { createShoppingLoader, type ShoppingLoader } from './shopping.ts';
import { createWalletsLoader, type WalletsLoader } from './wallets.ts';

/** Settings that change how upstream is read. */
export interface LoaderOptions {
  /** Which id the receipt detail path takes: the receipt's entity id (default) or the POS number. */
  readonly receiptDetailId: 'id' | 'receipt_id';
}

/** One request's view of the upstream services: what was read once is not read again. */
export interface Loaders {
  readonly customers: CustomersLoader;
  readonly discounts: DiscountsLoader;
  readonly locations: LocationsLoader;
  readonly receipts: ReceiptsLoader;
  readonly search: SearchLoader;
  readonly shopping: ShoppingLoader;
  readonly wallets: WalletsLoader;
}

/** The loaders of one request. */
export function createLoaders(session: UpstreamSession, options: LoaderOptions): Loaders {
  return {
    customers: createCustomersLoader(session),
    discounts: createDiscountsLoader(session),
    locations: createLocationsLoader(session),
    receipts: createReceiptsLoader(session, options),
    search: createSearchLoader(session),
    shopping: createShoppingLoader(session),
    wallets: createWalletsLoader(session),
  };
}
