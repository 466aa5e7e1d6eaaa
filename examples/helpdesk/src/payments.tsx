import { useQuery } from 'urql';
import { Amount } from './amount.tsx';
import { OrderPaymentsDocument } from './graphql/graphql.ts';
import { useMay } from './may.ts';
import { Problem } from './problem.tsx';
import { left, RefundForm } from './refund-form.tsx';

/** The payments of an order: way, state and events, what is left, and the refund. */
export function Payments({ orderId }: { readonly orderId: string }) {
  const [{ data, error }, ask] = useQuery({ query: OrderPaymentsDocument, variables: { orderId } });
  const mayRefund = useMay('Mutation.orderRefund');
  const again = () => ask({ requestPolicy: 'network-only' });
  const order = data?.order;
  if (!order) return error ? <Problem error={error} again={again} /> : <p className="hint">Loading …</p>;
  const labels = new Map(order.refundable?.parts?.map((part) => [part?.payment?.paymentId, part?.label]));
  return (
    <section aria-label={`Payments of ${orderId}`}>
      {order.payments?.map((payment) => (
        <div key={payment?.paymentId}>
          <p>
            {payment?.productName ?? 'Payment'}: {payment?.status?.replaceAll('_', ' ').toLowerCase()}{' '}
            {labels.get(payment?.paymentId) === 'CHARGED_TWICE' && <strong>charged twice?</strong>}
            {labels.get(payment?.paymentId) === 'FAILED_ATTEMPT' && <small>failed attempt</small>}
            <Amount of={payment?.amount} />
          </p>
          <small>
            {payment?.events?.map((event) => event?.type?.toLowerCase().replaceAll('_', ' ')).join(', ')} ·{' '}
            {payment?.statementText}
          </small>
        </div>
      ))}
      {order.refundable && <p className="hint">{left(order.refundable)}</p>}
      {order.refundable && mayRefund && <RefundForm orderId={orderId} refundable={order.refundable} changed={again} />}
    </section>
  );
}
