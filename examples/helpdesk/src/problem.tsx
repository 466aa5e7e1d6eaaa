import type { CombinedError } from 'urql';
import { failureOf } from './failure.ts';

interface ProblemProps {
  readonly error: CombinedError;
  /** Asks once more. */
  readonly again?: () => void;
  /** Of a write: whether it may have been done all the same. */
  readonly isWrite?: boolean;
}

/** What went wrong with a whole request, and what to do about it. */
export function Problem({ error, again, isWrite = false }: ProblemProps) {
  const { what, todo, requestId } = failureOf(error);
  const mayBeDone =
    isWrite &&
    (error.networkError !== undefined ||
      error.graphQLErrors.some(({ extensions }) => extensions['outcome'] === 'UNKNOWN'));
  return (
    <div className="problem" role="alert">
      <p>
        <strong>{what}</strong> {mayBeDone ? 'It may have been done all the same: look before you try again.' : todo}
      </p>
      {requestId && <small>For support: {requestId}</small>}
      {again && (
        <button type="button" onClick={again}>
          Try again
        </button>
      )}
    </div>
  );
}
