import type { Asking, Harness } from './graphql/harness.ts';

/** Who runs an operation with which variables, and the upstream calls that it is to make, sorted. */
export interface Run {
  readonly asking: () => Asking | Promise<Asking>;
  readonly calls: readonly string[];
}

/** An endpoint so many times. */
export function times(count: number, operation: string): string[] {
  return Array.from({ length: count }, () => operation);
}

/** A run of each shipped document, by app and name. */
export function runsOn(harness: () => Harness): Readonly<Record<string, Run>> {
  /** An order that carries its records, paid by a card that they name. */
  const paidOrder = () => {
    const { orders, payments } = harness().sandbox.state;
    const record = [...orders.values()].find(({ embedded, authorizations: [first] }) => {
      const payment = payments.get(first?.payment_details?.payment_id ?? '');
      return embedded && payment?.status === 'CAPTURED' && payment.payment_product === 'dintero_psp';
    });
    return record?.order.order_id;
  };
  return {
    'helpdesk/CustomerSearch': { asking: () => ({ variables: { search: 'nordmann' } }), calls: ['listCustomers'] },
    'helpdesk/Customer360': {
      asking: () => ({ variables: { customerId: 'C1001' } }),
      calls: [
        'getCommunication',
        'getCustomer',
        ...times(4, 'getCustomerCard'),
        'listCustomerCards',
        'listCustomerDiscounts',
        'listCustomerOrders',
        'listCustomerReceipts',
        'listTagsOfCustomer',
      ],
    },
    'helpdesk/CustomerReceipts': {
      asking: () => ({ variables: { customerId: 'C1001' } }),
      calls: ['getCustomer', 'listCustomerReceipts'],
    },
    'helpdesk/CustomerGiftCards': {
      asking: () => ({ variables: { customerId: 'C1001' } }),
      calls: ['getCustomer', ...times(4, 'getCustomerCard'), 'listCustomerCards'],
    },
    'helpdesk/CustomerDiscounts': {
      asking: () => ({ variables: { customerId: 'C1001' } }),
      calls: ['getCustomer', 'listCustomerDiscounts'],
    },
    'helpdesk/CustomerOrders': {
      asking: () => ({ variables: { customerId: 'C1001' } }),
      calls: ['getCustomer', 'listCustomerOrders'],
    },
    'helpdesk/ReceiptDetail': {
      asking: () => {
        const { receiptsOf, receipts } = harness().sandbox.state;
        const receipt = receipts.get(receiptsOf.get('C1001')?.[0] ?? '');
        return { variables: { customerId: 'C1001', receiptId: receipt?.receipt_id } };
      },
      calls: ['getCustomerReceipt'],
    },
    'helpdesk/GiftCardLookup': {
      asking: () => ({ variables: { cardId: 'GK100001' } }),
      calls: ['getCard', 'getCustomer', 'listCardTransactions'],
    },
    'helpdesk/RefundRecord': {
      asking: () => {
        const record = [...harness().sandbox.state.orders.values()].find(
          ({ embedded, captures, refunds }) => embedded && captures.length > 0 && refunds.length === 0,
        );
        const input = { orderId: record?.order.order_id, items: [{ lineId: 1, amount: 1 }] };
        return { as: 'admin', variables: { input } };
      },
      calls: ['getOrder', 'recordRefund'],
    },
    'helpdesk/OrderPayments': {
      asking: () => ({ variables: { orderId: paidOrder() } }),
      calls: ['getOrder', 'listPayments'],
    },
    'helpdesk/OrderRefund': {
      asking: () => ({ as: 'admin', variables: { input: { orderId: paidOrder(), refId: 'operations', amount: 100 } } }),
      calls: [...times(2, 'getOrder'), ...times(2, 'listPayments'), 'recordRefund', 'refundPayment'],
    },
    'helpdesk/CustomerEdit': {
      asking: () => ({ as: 'admin', variables: { customerId: 'C1004', details: { firstName: 'Ola' } } }),
      calls: ['updateCustomer'],
    },
    'mobile/ClaimReceipt': {
      asking: () => {
        const [token] = harness().sandbox.state.receiptTokens.keys();
        return { as: 'mobile', variables: { token } };
      },
      calls: ['claimReceipt', 'getCustomer', 'listCustomerDiscounts'],
    },
    'mobile/UpdateProfile': {
      asking: () => ({ as: 'mobile', variables: { details: { favoriteStore: 'S01001' } } }),
      calls: ['updateCustomer'],
    },
    'helpdesk/GiftCardIssue': {
      asking: () => ({ as: 'admin', variables: { input: { cardId: 'operations', amount: 100, currency: 'NOK' } } }),
      calls: ['createCard'],
    },
    'helpdesk/OrderDetail': {
      asking: () => {
        const own = [...harness().sandbox.state.orders.values()].find(({ embedded }) => embedded);
        return { variables: { orderId: own?.order.order_id } };
      },
      calls: ['getCustomer', 'getOrder', 'listOrderEvents'],
    },
    'mobile/Me': { asking: () => ({ as: 'mobile' }), calls: ['getCommunication', 'getCustomer'] },
    'mobile/MyReceipts': {
      asking: () => ({ as: 'mobile' }),
      calls: ['getCustomer', 'listCustomerReceipts'],
    },
    'mobile/MyReceipt': {
      asking: async () => {
        const data = await harness().read('{ me { receipts(first: 1) { nodes { id } } } }', { as: 'mobile' });
        return { as: 'mobile', variables: { id: data.me.receipts.nodes[0].id } };
      },
      calls: ['getCustomerReceipt'],
    },
    'mobile/MyGiftCards': {
      asking: () => ({ as: 'mobile' }),
      calls: ['getCustomer', ...times(4, 'getCustomerCard'), 'listCustomerCards'],
    },
    'mobile/MyOffers': {
      asking: () => ({ as: 'mobile' }),
      calls: ['getCustomer', 'listCustomerDiscounts'],
    },
    'mobile/MyOrders': {
      asking: () => ({ as: 'mobile' }),
      calls: ['getCustomer', 'listCustomerOrders'],
    },
    'mobile/PublicOffers': { asking: () => ({ as: 'public' }), calls: ['listPublicDiscounts'] },
  };
}
