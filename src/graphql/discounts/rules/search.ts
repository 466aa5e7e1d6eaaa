import { InputError } from '../../../kernel/input-error.ts';
import { foundRule, ruleSearch } from '../../../loaders/discount-search.ts';
import type { ItemOf } from '../../../upstream/endpoint.ts';
import { getCustomer } from '../../../upstream/endpoints/customers.ts';
import { searchDiscountRules } from '../../../upstream/endpoints/discounts.ts';
import { builder } from '../../builder.ts';
import { CustomerRef } from '../../customers/customer/customer.ts';
import { connectionType } from '../../framework/connection.ts';
import { DiscountRef } from './discount.ts';
import { DiscountItemInputRef, discountedItem } from './item.ts';

const FoundDiscountRef = builder.objectRef<ItemOf<'searchDiscountRules'>>('FoundDiscount');

builder.objectType(FoundDiscountRef, {
  description: 'A discount that concerns an article or a group, as one customer has it.',
  fields: (t) => ({
    customerId: t.exposeString('customer_id', { description: "The merchant's own id of the customer." }),
    customer: t.call({
      type: CustomerRef,
      description: 'The customer; null where there is none (any more).',
      calls: getCustomer,
      input: ({ customer_id }) => (customer_id ? { path: { customer_id } } : null),
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
    customerIds: t.texts('id', { required: true, description: 'The customers, 1 to 1,000.' }),
    items: t.field({ type: [DiscountItemInputRef], required: true, description: 'The articles and groups, 1 to 100.' }),
  }),
});

builder.queryField('searchDiscounts', (t) =>
  t.page({
    type: FoundDiscountConnection,
    description: 'Discounts that customers have on given articles: one row for each customer, article and rule.',
    args: {
      input: t.arg({ type: DiscountSearchInputRef, required: true, description: 'Whose discounts on which articles.' }),
    },
    calls: searchDiscountRules,
    input: (_, { input: { customerIds, items } }) => {
      if (customerIds.length < 1 || customerIds.length > 1_000) throw new InputError('customerIds must be 1 to 1,000.');
      if (items.length < 1 || items.length > 100) throw new InputError('items must be 1 to 100.');
      return { body: ruleSearch(customerIds, items.map(discountedItem)) };
    },
  }),
);
