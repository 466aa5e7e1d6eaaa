import type { CombinedError } from 'urql';

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
      {error && <p className="denied">{error.graphQLErrors[0]?.message ?? error.message}</p>}
      {problems.map(({ message }) => (
        <p key={message} className="denied">
          {message}
        </p>
      ))}
    </>
  );
}
