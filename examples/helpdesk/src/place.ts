import { useSyncExternalStore } from 'react';

/** Who is open, as the address says: `#/customers/C1001`. Back and forward work, and a colleague can be sent a link. */
export function usePlace(): { readonly customerId: string | null; open(customerId: string): void } {
  const hash = useSyncExternalStore(listen, () => location.hash);
  const id = /^#\/customers\/(.+)$/.exec(hash)?.[1];
  return {
    customerId: id === undefined ? null : decodeURIComponent(id),
    open: (customerId) => {
      location.hash = `#/customers/${encodeURIComponent(customerId)}`;
    },
  };
}

function listen(changed: () => void): () => void {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}
