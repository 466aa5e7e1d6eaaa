import type { CallCount } from '../../auth/access/rule.ts';
import { ruleOf, verdict } from '../../auth/access/rule.ts';
import type { Viewer } from '../../auth/viewer.ts';
import { InputError } from '../../kernel/input-error.ts';
import type { DiscountedItem } from '../../loaders/discount-search.ts';
import type { Loaders } from '../../loaders/loaders.ts';
import { getCustomerDiscount, listCustomerDiscounts, searchDiscountRules } from '../../upstream/endpoints/discounts.ts';
import type { Page, Window } from '../../upstream/page.ts';
import { builder } from '../builder.ts';
import { CustomerRef } from '../customers/customer.ts';
import { connectionType, pageArgs, readConnection } from '../shared/connection.ts';
import { type CustomerDiscount, CustomerDiscountRef, givenDiscount } from './customer-discount.ts';
import { DiscountItemInputRef, discountedItem } from './discount-item.ts';

const CustomerDiscountConnection = connectionType(CustomerDiscountRef);
const searchRule = ruleOf({ operations: [searchDiscountRules] });
const maxItems = 100;

builder.objectFields(CustomerRef, (t) => ({
  discounts: t.field({
    type: CustomerDiscountConnection,
    description:
      'Discounts that the customer has now. With `items`, those of many customers cost staff one upstream call together; a rule that concerns several of the items is there once.',
    args: {
      ...pageArgs(t.arg),
      items: t.arg({
        type: [DiscountItemInputRef],
        description: 'Only discounts that concern one of these, 1 to 100.',
      }),
    },
    requires: {
      operations: [listCustomerDiscounts],
      owner: (customer) => customer.customer_id,
      early: true,
      calls: ({ items }, unknown) => (items || unknown.has('items') ? concerningCalls : [ownList]),
    },
    resolve: ({ customer_id: customerId }, { items, ...page }, { loaders, viewer }) => {
      if (!items) {
        return readConnection(page, { operation: listCustomerDiscounts, of: customerId }, async (window) => {
          const given = await loaders.discounts.ofCustomer.load({ customerId, window });
          return given && { ...given, items: given.items.map((each) => givenDiscount(customerId, each)) };
        });
      }
      if (items.length === 0 || items.length > maxItems) throw new InputError(`items must be 1 to ${maxItems}.`);
      const wanted = items.map(discountedItem);
      return readConnection(page, { operation: searchDiscountRules, of: [customerId, wanted] }, async (window) =>
        cut(await concerning(customerId, wanted, viewer, loaders), window),
      );
    },
  }),
  discount: t.field({
    type: CustomerDiscountRef,
    description: 'A discount that the customer was given; null where the customer has none of this id.',
    args: { refId: t.arg.string({ required: true, description: 'Id of the discount as this customer has it.' }) },
    requires: { operations: [getCustomerDiscount], early: true },
    resolve: async ({ customer_id: customerId }, { refId }, { loaders }) => {
      const given = await loaders.discounts.given.load({ customerId, refId });
      return given && givenDiscount(customerId, given);
    },
  }),
}));

const ownList: CallCount = { operation: listCustomerDiscounts, per: 'parent', most: 1 };
/** Staff search for many customers at once; a customer's own list is read to its end. */
const concerningCalls: readonly CallCount[] = [
  { operation: searchDiscountRules, per: 'answer', most: null },
  { operation: listCustomerDiscounts, per: 'request', most: null },
];

/** A customer's own token cannot search: its list is read and sifted. */
async function concerning(
  customerId: string,
  items: readonly DiscountedItem[],
  viewer: Viewer,
  { discounts }: Loaders,
): Promise<CustomerDiscount[]> {
  if (verdict(searchRule, viewer) === 'allowed') {
    const found = await discounts.concerning.load({ customerId, items });
    return found.map((discount) => ({ customerId, given: null, discount }));
  }
  const all = await discounts.allOfCustomer.load(customerId);
  return all
    .filter(({ requirement }) => requirement.item?.items?.some((item) => items.some((wanted) => isSame(wanted, item))))
    .map((given) => givenDiscount(customerId, given));
}

function isSame(wanted: DiscountedItem, item: { readonly id?: string; readonly group_id?: string }): boolean {
  return 'id' in wanted ? wanted.id === item.id : wanted.group_id === item.group_id;
}

/** A window of discounts that are here in whole: in the order of their ids, which are their cursors. */
function cut(all: readonly CustomerDiscount[], { first, from }: Window): Page<CustomerDiscount> {
  const after = from?.after ?? '';
  const rest = all
    .map((item) => ({ item, cursor: cursorOf(item) }))
    .filter(({ cursor }) => cursor > after)
    .sort((one, other) => (one.cursor < other.cursor ? -1 : 1));
  const rows = rest.slice(0, first);
  const positions = rows.map(({ cursor }) => ({ after: cursor, skip: 0 }));
  return {
    items: rows.map(({ item }) => item),
    positions,
    next: rest.length > rows.length ? (positions.at(-1) ?? null) : null,
  };
}

/** A customer may have one rule twice, under two ids of its own. */
function cursorOf({ discount, given }: CustomerDiscount): string {
  return [discount.id, given?.ref_id].filter((id) => id !== undefined).join(' ');
}
