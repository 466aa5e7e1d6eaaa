import { capitalized } from '../../../kernel/names.ts';
import type { Endpoint } from '../../../upstream/endpoint.ts';
import {
  getOrder,
  recordAuthorization,
  recordCancellation,
  recordCapture,
  recordRefund,
} from '../../../upstream/endpoints/shopping.ts';
import { builder } from '../../builder.ts';
import { atLeastOne, positive } from '../../framework/checks.ts';
import { mutation } from '../../framework/mutation.ts';
import { unknown } from '../../framework/refusal.ts';
import { wire } from '../../framework/wire.ts';
import { namesAt } from '../../framework/wire-path.ts';
import { OrderRef } from '../orders/order.ts';
import { PaymentDetailsInputRef, paymentDetailsNames, wirePaymentDetails } from './details.ts';

const ItemRef = builder.inputType('PaymentOperationItemInput', {
  description: 'A line of the order, and how much of it.',
  fields: (t) => ({
    lineId: t.int({ required: true, description: 'Number of the line.' }),
    amount: t.field({
      type: 'SafeInt',
      required: true,
      description: 'How much, in the minor unit of the currency of the order; more than 0.',
    }),
  }),
});

type RecordingName = 'recordAuthorization' | 'recordCapture' | 'recordRefund' | 'recordCancellation';

interface Recorder {
  readonly name: string;
  readonly description: string;
  /** What is said where it is more than is left. */
  readonly left: string;
  readonly calls: Endpoint<RecordingName>;
}

/** Declares a mutation that records what was done elsewhere with the money of an order. */
function recording({ name, description, left, calls }: Recorder): void {
  mutation({
    name,
    description: `${description} It moves no money: it records what was done elsewhere.`,
    input: inputType(`${capitalized(name)}Input`),
    calls,
    refusals: [
      unknown('items.lineId', 'line'),
      { code: 'EXCEEDS_REMAINING', at: 'items.amount', message: left },
      unknown('authorizationId', 'authorization'),
      { code: 'REQUIRED', at: 'authorizationId', message: 'The order may have several authorizations: name the one.' },
    ],
    check: ({ items }) => [
      ...atLeastOne(['items'], items),
      ...items.flatMap(({ amount }, index) => positive(['items', index, 'amount'], amount)),
    ],
    names: namesAt('payment_details', 'paymentDetails', paymentDetailsNames),
    body: ({ orderId: _, items, processedAt, paymentDetails, ...recorded }) => ({
      ...wire(recorded),
      items: items.map((item) => wire(item)),
      processed_at: processedAt?.toISOString(),
      payment_details: paymentDetails ? wirePaymentDetails(paymentDetails) : undefined,
    }),
    result: (made, { orderId }) => ({ made, orderId }),
    payload: (t) => ({
      operationId: t.string({ description: 'Id of what was recorded.', resolve: ({ result }) => result?.made.id }),
      order: t.call({
        type: OrderRef,
        description: 'The order as it is now.',
        calls: getOrder,
        input: ({ result }) => result && { path: { order_id: result.orderId } },
      }),
    }),
  });
}

function inputType(name: string) {
  return builder.inputType(name, {
    description: 'The order, and what was done.',
    fields: (t) => ({
      orderId: t.text('id', { required: true, description: "The merchant's own id of the order." }),
      items: t.field({ type: [ItemRef], required: true, description: 'Lines of the order; at least one.' }),
      processedAt: t.field({ type: 'DateTime', description: 'When it was done.' }),
      processedBy: t.string({ description: 'Who did it: `dintero-checkout`.' }),
      paymentDetails: t.field({ type: PaymentDetailsInputRef, description: 'How it was paid.' }),
      success: t.boolean({ description: 'Whether it succeeded; what failed counts for nothing. Default: yes.' }),
      authorizationId: t.text('id', {
        description:
          'The authorization it belongs to; needed on an order with several of them, not for an authorization.',
      }),
      metadata: t.field({ type: 'JSONObject', description: 'Free-form data of the merchant.' }),
    }),
  });
}

recording({
  name: 'orderAuthorizationRecord',
  description: 'Records that money was set aside for an order.',
  left: 'This is more than is left to authorize.',
  calls: recordAuthorization,
});
recording({
  name: 'orderCaptureRecord',
  description: 'Records that money that was set aside has been taken.',
  left: 'This is more than is left to capture.',
  calls: recordCapture,
});
recording({
  name: 'orderRefundRecord',
  description:
    'Records that money that was taken has been given back elsewhere; `orderRefund` gives it back and records it.',
  left: 'This is more than is left to refund.',
  calls: recordRefund,
});
recording({
  name: 'orderCancellationRecord',
  description: 'Records that money that was set aside is not needed any more.',
  left: 'This is more than is left to cancel.',
  calls: recordCancellation,
});
