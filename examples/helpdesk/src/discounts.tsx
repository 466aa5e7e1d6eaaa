import type { Customer } from './customer.tsx';

/** What a customer may be offered, and how many stamps they have. */
export function Discounts({ customer: { discounts } }: { readonly customer: Customer }) {
  const nodes = discounts?.nodes ?? [];
  if (nodes.length === 0) return <p className="none">No discounts.</p>;
  return (
    <ul>
      {nodes.map(
        (each) =>
          each && (
            <li key={each.refId ?? each.discount.id}>
              <span>{each.discount.name}</span>
              {each.statistics?.stampProgress && (
                <small>
                  {each.statistics.stampProgress.collected} of {each.statistics.stampProgress.required} stamps
                </small>
              )}
            </li>
          ),
      )}
    </ul>
  );
}
