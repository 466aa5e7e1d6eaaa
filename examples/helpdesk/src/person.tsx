import { useEffect, useRef } from 'react';
import type { Customer } from './customer.tsx';

/** Who it is. Takes the focus when it comes, for people who do not see that the page has changed. */
export function Person({ customer }: { readonly customer: Customer }) {
  const { displayName, email, phoneNumber, customerId, tags } = customer;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="person" aria-label="Who it is">
      <title>{`${displayName} – Helpdesk`}</title>
      <h2 ref={heading} tabIndex={-1}>
        {displayName}
      </h2>
      <p>{[email, phoneNumber, customerId].filter(Boolean).join(' · ')}</p>
      <p>
        {tags?.map(({ tag }) => (
          <span key={tag} className="tag">
            {tag}
          </span>
        ))}
      </p>
    </section>
  );
}
