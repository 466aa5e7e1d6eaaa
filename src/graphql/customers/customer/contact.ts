import { getCustomer } from '../../../upstream/endpoints/customers.ts';
import { builder } from '../../builder.ts';
import { CustomerRef } from './customer.ts';

const CustomerContactRef = builder.objectRef<{ readonly customer_id: string }>('CustomerContact');

builder.objectType(CustomerContactRef, {
  description: 'A business that a customer stands for.',
  fields: (t) => ({
    customerId: t.exposeString('customer_id', {
      description: "The merchant's own id of the business.",
    }),
    customer: t.call({
      type: CustomerRef,
      description: 'The business; null where it is gone.',
      calls: getCustomer,
      input: ({ customer_id }) => ({ path: { customer_id } }),
    }),
  }),
});

builder.objectField(CustomerRef, 'contactFor', (t) =>
  t.field({
    type: [CustomerContactRef],
    description: 'The businesses that a customer of type CONTACT stands for.',
    resolve: (customer) => customer.contact_for ?? [],
  }),
);
