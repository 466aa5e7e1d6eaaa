import { InputError } from '../../kernel/input-error.ts';
import { foundRule, ruleSearch } from '../../loaders/discount-search.ts';
import type { FoundRule } from '../../loaders/discounts.ts';
import { getCustomer } from '../../upstream/endpoints/customers.ts';
import { searchDiscountRules } from '../../upstream/endpoints/discounts.ts';
import { builder } from '../builder.ts';
import { CustomerRef } from '../customers/customer.ts';
import { connectionType, pageArgs, readConnection } from '../shared/connection.ts';
import { DiscountRef } from './discount.ts';
import { DiscountItemInputRef, discountedItem } from './discount-item.ts';

const FoundDiscountRef = builder.objectRef<FoundRule>('FoundDiscount');

builder.objectType(FoundDiscountRef, {
  description: 'A discount that concerns an article or a group, as one customer has it.',
  fields: (t) => ({
    customerId: t.exposeString('customer_id', { description: "The merchant's own id of the customer." }),
    customer: t.field({
      type: CustomerRef,
      description: 'The customer; null where there is none (any more).',
      requires: { operations: [getCustomer], owner: (row) => row.customer_id },
      resolve: (row, _, { loaders }) =>
        row.customer_id === undefined ? null : loaders.customers.byId.load(row.customer_id),
    }),
    itemId: t.exposeString('id', { description: 'The article that it concerns; null where it was found by group.' }),
    groupId: t.exposeString('group_id', {
      description: 'The group that it concerns; null where it was found by article.',
    }),
    discount: t.field({ type: DiscountRef, description: 'The rule.', resolve: ({ rule }) => foundRule(rule) }),
  }),
});

const FoundDiscountConnection = connectionType(FoundDiscountRef);

const DiscountSearchInputRef = builder.inputType('DiscountSearchInput', {
  description: 'Whose discounts on which articles are wanted.',
  fields: (t) => ({
    customerIds: t.stringList({ required: true, description: 'The customers, 1 to 1,000.' }),
    items: t.field({ type: [DiscountItemInputRef], required: true, description: 'The articles and groups, 1 to 100.' }),
  }),
});

builder.queryField('searchDiscounts', (t) =>
  t.field({
    type: FoundDiscountConnection,
    description: 'Discounts that customers have on given articles: one row for each customer, article and rule.',
    args: {
      ...pageArgs(t.arg),
      input: t.arg({ type: DiscountSearchInputRef, required: true, description: 'Whose discounts on which articles.' }),
    },
    requires: { operations: [searchDiscountRules] },
    resolve: (_, { input: { customerIds, items }, ...page }, { loaders }) => {
      if (customerIds.length < 1 || customerIds.length > 1_000) throw new InputError('customerIds must be 1 to 1,000.');
      if (items.length < 1 || items.length > 100) throw new InputError('items must be 1 to 100.');
      const search = ruleSearch(customerIds, items.map(discountedItem));
      return readConnection(page, { operation: searchDiscountRules, of: search }, (window) =>
        loaders.discounts.search.load({ search, window }),
      );
    },
  }),
);
