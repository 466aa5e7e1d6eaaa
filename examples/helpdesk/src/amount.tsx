/** Money as the server tells it. */
export interface Money {
  readonly decimal: string;
  readonly currency: string;
}

/** An amount; where it did not arrive, that it did not. */
export function Amount({ of }: { readonly of: Money | null | undefined }) {
  return of ? (
    <b className="amount">{amountText(of)}</b>
  ) : (
    <small className="amount denied">amount not available</small>
  );
}

/** `1 250,00 kr` */
export function amountText({ decimal, currency }: Money): string {
  return new Intl.NumberFormat('nb-NO', { style: 'currency', currency }).format(Number(decimal));
}

/** Øre as `1 250,00 kr`. */
export function oreText(ore: number): string {
  return amountText({ decimal: String(ore / 100), currency: 'NOK' });
}
