import { useState } from 'react';
import { Amount } from './amount.tsx';
import type { Customer } from './customer.tsx';
import { useMay } from './may.ts';
import { Payments } from './payments.tsx';

/** The latest orders; one at a time can be opened to see its payments and give money back. */
export function Orders({ customer: { orders } }: { readonly customer: Customer }) {
  const mayRead = useMay('Order.payments');
  const [open, setOpen] = useState<string | null>(null);
  const nodes = orders?.nodes ?? [];
  if (nodes.length === 0) return <p className="none">No orders.</p>;
  return (
    <ul>
      {nodes.map(
        (order) =>
          order && (
            <li key={order.id}>
              <span>{order.orderId}</span>
              <small>{order.paymentStatus?.replaceAll('_', ' ')}</small>
              <Amount of={order.grossAmount} />
              {mayRead && (
                <button
                  type="button"
                  aria-expanded={open === order.orderId}
                  onClick={() => setOpen(open === order.orderId ? null : order.orderId)}
                >
                  Payments
                </button>
              )}
              {open === order.orderId && <Payments orderId={order.orderId} />}
            </li>
          ),
      )}
    </ul>
  );
}
