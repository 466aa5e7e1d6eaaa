import { InputError } from '../../../kernel/input-error.ts';
import { customerDiscounts, givenDiscount } from '../../../loaders/customer-discounts.ts';
import { getCustomerDiscount } from '../../../upstream/endpoints/discounts.ts';
import { builder } from '../../builder.ts';
import { CustomerRef } from '../../customers/customer/customer.ts';
import { connectionType } from '../../framework/connection.ts';
import { DiscountItemInputRef, discountedItem } from '../rules/item.ts';
import { CustomerDiscountRef } from './customer-discount.ts';

const CustomerDiscountConnection = connectionType(CustomerDiscountRef);
const maxItems = 100;

builder.objectFields(CustomerRef, (t) => ({
  discounts: t.page({
    type: CustomerDiscountConnection,
    description:
      'Discounts that the customer has now. With `items`, those of many customers cost staff one upstream call together; a rule that concerns several of the items is listed once. Without `items`, no discount says whose it is, so this server cannot check it.',
    args: {
      items: t.arg({
        type: [DiscountItemInputRef],
        description: 'Only discounts that concern one of these, 1 to 100.',
      }),
    },
    calls: customerDiscounts,
    input: ({ customer_id: customerId }, { items }) => {
      if (!items) return { customerId, items: null };
      if (items.length === 0 || items.length > maxItems) throw new InputError(`items must be 1 to ${maxItems}.`);
      return { customerId, items: items.map(discountedItem) };
    },
  }),
  discount: t.call({
    type: CustomerDiscountRef,
    description: 'A discount that the customer was given; null where the customer has none of this id.',
    args: { refId: t.arg.text('id', { required: true, description: 'Id of the discount as this customer has it.' }) },
    calls: getCustomerDiscount,
    input: ({ customer_id }, { refId }) => ({ path: { customer_id, ref_id: refId } }),
    resolve: (given, { customer_id }) => givenDiscount(customer_id, given),
  }),
}));
