import { type CustomerDiscount, givenByRule } from '../../../loaders/customer-discounts.ts';
import { searchDiscountRules } from '../../../upstream/endpoints/discounts.ts';
import { builder } from '../../builder.ts';
import { DiscountRef } from '../rules/discount.ts';
import { CustomerStatisticsRef } from './statistics.ts';

/** `CustomerDiscount`: a discount as a customer has it. */
export const CustomerDiscountRef = builder.objectRef<CustomerDiscount>('CustomerDiscount');

/** What a search does not tell, the customer's own list does. */
const asGiven = {
  calls: givenByRule,
  input: ({ customerId, discount }: CustomerDiscount) => (discount.id ? { customerId, discountId: discount.id } : null),
  carried: { value: ({ given }: CustomerDiscount) => given, lackedBy: [searchDiscountRules] },
};

builder.objectType(CustomerDiscountRef, {
  description: 'A discount as a customer has it.',
  fields: (t) => ({
    refId: t.call({
      type: 'String',
      description:
        'Id of the discount as this customer has it; null where upstream gave it none: for a discount that everybody has, for example.',
      ...asGiven,
      resolve: ({ ref_id }) => ref_id,
    }),
    discountId: t.string({
      description: 'Id of the rule, as `discount(discountId:)` takes it.',
      resolve: ({ discount }) => discount.id,
    }),
    name: t.string({ description: 'Name of the rule, for people.', resolve: ({ discount }) => discount.name }),
    description: t.string({
      description: 'Text of the rule that tells people about it.',
      resolve: ({ discount }) => discount.description,
    }),
    discount: t.field({
      type: DiscountRef,
      nullable: false,
      description: 'The rule.',
      resolve: ({ discount }) => discount,
    }),
    statistics: t.call({
      type: CustomerStatisticsRef,
      description: 'How it was used with this customer; null where upstream does not say.',
      ...asGiven,
      resolve: ({ statistics, requirement }) => statistics && { ...statistics, requirement },
    }),
  }),
});
