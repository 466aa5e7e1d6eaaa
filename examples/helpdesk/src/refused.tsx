import type { CombinedError } from 'urql';
import { Problem } from './problem.tsx';

/** Why a write was not done; nothing where it was. */
export function Refused({
  error,
  problems,
}: {
  readonly error: CombinedError | undefined;
  readonly problems: readonly { readonly message: string }[];
}) {
  return (
    <>
      {error && <Problem error={error} isWrite />}
      {problems.map(({ message }) => (
        <p key={message} className="denied" role="alert">
          {message}
        </p>
      ))}
    </>
  );
}
