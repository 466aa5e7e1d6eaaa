import { createClock } from '../clock.ts';
import type { SandboxState } from '../state.ts';
import { createAccounts } from './accounts.ts';
import { createCustomers } from './customers.ts';
import { createDiscounts } from './discounts.ts';
import { createLocations } from './locations.ts';
import { createReceipts } from './receipts.ts';
import { createSeed } from './seed.ts';
import { createShopping } from './shopping.ts';
import { createWallets } from './wallets.ts';

/** Fresh data, the same to the byte at every call. */
export function createState(): SandboxState {
  const seed = createSeed();
  const locations = createLocations(seed);
  const customers = createCustomers(seed, locations);
  const discounts = createDiscounts(seed, customers);
  const wallets = createWallets(seed, customers);
  const receipts = createReceipts(seed, customers, locations, discounts);
  const shopping = createShopping(seed, customers, locations);
  return {
    ...createAccounts(),
    ...locations,
    ...customers,
    ...discounts,
    ...wallets,
    ...receipts,
    ...shopping,
    ...createClock(),
  };
}
