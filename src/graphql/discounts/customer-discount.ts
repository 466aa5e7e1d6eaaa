import type { CallCount } from '../../auth/access/rule.ts';
import type { GivenDiscount } from '../../loaders/discounts.ts';
import type { Discount } from '../../upstream/contract/discounts.ts';
import { listCustomerDiscounts, searchDiscountRules } from '../../upstream/endpoints/discounts.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { CustomerStatisticsRef } from './customer-statistics.ts';
import { DiscountRef } from './discount.ts';

/** A discount as a customer has it. */
export interface CustomerDiscount {
  readonly customerId: string;
  /** What the customer's own list tells; null for one that a search has found. */
  readonly given: GivenDiscount | null;
  /** The rule alone. */
  readonly discount: Discount;
}

/** A row of a customer's own list. */
export function givenDiscount(customerId: string, given: GivenDiscount): CustomerDiscount {
  // The statistics of the row are the customer's; those of the rule are over all customers.
  const { statistics: _, ref_id: __, ...discount } = given;
  return { customerId, given, discount };
}

/** `CustomerDiscount`: a discount as a customer has it. */
export const CustomerDiscountRef = builder.objectRef<CustomerDiscount>('CustomerDiscount');

/** The customer's own list tells the rest, asked once per customer. */
const requires = {
  operations: [listCustomerDiscounts],
  owner: ({ customerId }: CustomerDiscount) => customerId,
  covered: ({ given }: CustomerDiscount) => given !== null,
  lackedBy: [searchDiscountRules],
  calls: (): readonly CallCount[] => [{ operation: listCustomerDiscounts, per: 'answer', most: null }],
} as const;

async function givenOf({ customerId, given, discount }: CustomerDiscount, { loaders }: GraphContext) {
  if (given !== null) return given;
  return discount.id === undefined ? null : loaders.discounts.givenByRule.load({ customerId, discountId: discount.id });
}

builder.objectType(CustomerDiscountRef, {
  description: 'A discount as a customer has it.',
  fields: (t) => ({
    refId: t.string({
      requires,
      description:
        'Id of the discount as this customer has it; null where upstream gave it none: for a discount that everybody has, for one.',
      resolve: async (discount, _, context) => (await givenOf(discount, context))?.ref_id,
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
    statistics: t.field({
      type: CustomerStatisticsRef,
      requires,
      description: 'What became of it with this customer; null where upstream does not tell.',
      resolve: async (source, _, context) => {
        const given = await givenOf(source, context);
        return given?.statistics && { ...given.statistics, requiredStamps: given.requirement.stamp };
      },
    }),
  }),
});
