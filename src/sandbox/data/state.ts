import { createClock } from '../clock.ts';
import type { ReceiptsState, SandboxState, ShoppingState } from '../state.ts';
import { createAccounts } from './accounts.ts';
import { createCustomers } from './customers.ts';
import { createDiscounts } from './discounts.ts';
import { createLocations } from './locations.ts';
import { createPayments } from './payments.ts';
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
  nameOrders(receipts, shopping);
  return {
    ...createAccounts(),
    ...locations,
    ...customers,
    ...discounts,
    ...wallets,
    ...receipts,
    ...shopping,
    ...createPayments(shopping, wallets),
    ...createClock(),
    refreshTokens: new Map(),
    logInCodes: new Map(),
    secondFactors: new Map(),
    messages: [],
  };
}

/** Receipts of customers who ordered name an order of theirs, as a till prints it that hands the goods out. */
function nameOrders({ receipts }: ReceiptsState, { orders }: ShoppingState): void {
  const ordersOf = Map.groupBy(orders.values(), ({ order }) => order.customer?.id);
  for (const [id, receipt] of receipts) {
    const order = ordersOf.get(receipt.customer_id)?.shift()?.order;
    if (receipt.order_number !== undefined && order !== undefined)
      receipts.set(id, { ...receipt, order_number: order.order_id ?? order.id });
  }
}
