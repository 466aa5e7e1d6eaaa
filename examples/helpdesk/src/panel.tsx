import type { ReactNode } from 'react';
import type { CombinedError } from 'urql';

interface PanelProps {
  readonly title: string;
  /** The customer's field that it shows. */
  readonly field: string;
  readonly errors: CombinedError['graphQLErrors'];
  readonly children: ReactNode;
}

/** A part of the page; in its place, why it is not there. */
export function Panel({ title, field, errors, children }: PanelProps) {
  const error = errors.find(({ path }) => path?.[1] === field && path.length === 2);
  return (
    <section className="panel" aria-label={title}>
      <h3>{title}</h3>
      {error === undefined ? children : <p className="denied">{reasonOf(error)}</p>}
    </section>
  );
}

function reasonOf({ extensions }: CombinedError['graphQLErrors'][number]): string {
  switch (extensions['code']) {
    case 'INSUFFICIENT_SCOPE': {
      const scopes = extensions['missing'] as readonly (readonly string[])[];
      const least = scopes.flat().find((scope) => scope.startsWith('read:')) ?? scopes[0]?.join(' and ');
      return `Your sign-in does not show this. It needs ${least}.`;
    }
    case 'UPSTREAM_TIMEOUT':
    case 'UPSTREAM_UNAVAILABLE':
      return 'This cannot be reached at the moment. Try again later.';
    default:
      return `This could not be shown. Tell support: ${extensions['requestId']}`;
  }
}
