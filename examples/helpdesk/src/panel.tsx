import type { ReactNode } from 'react';
import type { CombinedError } from 'urql';
import { failureOf } from './failure.ts';

interface PanelProps {
  readonly title: string;
  /** The customer's field that it shows. */
  readonly field: string;
  readonly error: CombinedError | undefined;
  readonly children: ReactNode;
}

/** A part of the page; in its place, or above it where parts of it are missing, why it is not there. */
export function Panel({ title, field, error, children }: PanelProps) {
  const entries = error?.graphQLErrors.filter(({ path }) => path?.[1] === field) ?? [];
  const whole = entries.find(({ path }) => path?.length === 2);
  const entry = whole ?? entries[0];
  return (
    <section className="panel" aria-label={title}>
      <h3>{title}</h3>
      {error && entry && <p className="denied">{reasonOf(error, entry, whole === undefined)}</p>}
      {whole === undefined && children}
    </section>
  );
}

function reasonOf(error: CombinedError, entry: CombinedError['graphQLErrors'][number], isPart: boolean): string {
  const { code, missing } = entry.extensions;
  if (code === 'INSUFFICIENT_SCOPE') {
    // The sets are in order, the least powerful first.
    const [least = []] = missing as readonly (readonly string[])[];
    return `Your sign-in does not show ${isPart ? 'all of ' : ''}this. It needs ${least.join(' and ')}.`;
  }
  const { what, todo, requestId } = failureOf(error, entry);
  return `${isPart ? 'Some of this is missing. ' : ''}${what} ${todo}${requestId === null ? '' : ` For support: ${requestId}`}`;
}
