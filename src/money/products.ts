import type { Transaction } from '../upstream/contract/checkout.ts';

/** What is known of a way to pay. */
export interface Product {
  /** Plain name: `Vipps`. */
  readonly name: string;
  /** Days that an authorization is good for, by the vendor's pages; null: it has none, or nobody says. */
  readonly days: number | null;
  /** What it wants of captures and refunds: `some` lines, or `whole` ones. Default: an amount is enough. */
  readonly lines?: 'some' | 'whole';
  /** False: it cannot be voided, only refunded. Default: it can. */
  readonly voids?: false;
}

const card: Product = { name: 'Card', days: 7 };

/** By kind of product, or by product where all kinds of it are alike. */
const products: Readonly<Record<string, Product>> = {
  bambora: card,
  'bambora.mobilepay': { name: 'MobilePay', days: null },
  'bambora.vipps': { name: 'Vipps', days: 7 },
  collector: { name: 'Walley', days: 90, lines: 'whole' },
  dintero: { name: 'Gift card', days: null },
  dintero_psp: card,
  'dintero_psp.applepay': { name: 'Apple Pay', days: 7 },
  'dintero_psp.googlepay': { name: 'Google Pay', days: 7 },
  instabank: { name: 'Instabank', days: null, lines: 'some' },
  klarna: { name: 'Klarna', days: 28 },
  kravia: { name: 'Kravia', days: null, lines: 'whole' },
  netaxept: card,
  payex: card,
  'payex.applepay': { name: 'Apple Pay', days: 7 },
  'payex.googlepay': { name: 'Google Pay', days: 7 },
  'payex.mobilepay': { name: 'MobilePay', days: null },
  'payex.swish': { name: 'Swish', days: null, voids: false },
  'payex.vipps': { name: 'Vipps', days: 7 },
  santander: { name: 'Santander', days: null },
  swish: { name: 'Swish', days: null, voids: false },
  two: { name: 'Two', days: null, lines: 'whole' },
  vipps: { name: 'Vipps', days: 7 },
};

/** What is known of the way that a payment was made; a product that is not known has no name. */
export function productOf({ payment_product, payment_product_type }: Transaction): Partial<Product> {
  return products[payment_product_type] ?? products[payment_product] ?? {};
}

const voidedInPart =
  /^(payex\.(creditcard|mobilepay|vipps|applepay|clicktopay|googlepay)|vipps|klarna\.(klarna|billie))$/;

/** Whether what is left of an authorization can be let go after a part of it was captured. */
export function canVoidRest({ payment_product_type }: Transaction): boolean {
  return voidedInPart.test(payment_product_type);
}

/** When an authorization ends. */
export interface Expiry {
  readonly at: string;
  /** True: worked out from what the vendor's pages say of the product, and wrong for some. */
  readonly isEstimate: boolean;
}

/** When the authorization of a payment ends; null where nobody says. */
export function expiryOf(payment: Transaction): Expiry | null {
  for (const { metadata } of payment.events ?? []) {
    const exact = metadata?.['klarna:authorization_expiration'];
    if (typeof exact === 'string' && !Number.isNaN(Date.parse(exact)))
      return { at: new Date(exact).toISOString(), isEstimate: false };
  }
  const { days } = productOf(payment);
  const since = Date.parse(payment.created_at ?? '');
  if (days === null || days === undefined || Number.isNaN(since)) return null;
  return { at: new Date(since + days * 86_400_000).toISOString(), isEstimate: true };
}
