import type { Scope } from '../kernel/scope.ts';

/** What a refused field tells its caller. */
export interface Denial {
  /** `UNAUTHENTICATED` no token, `INSUFFICIENT_SCOPE` scopes are missing, `NOT_OWNER` somebody else's data. */
  readonly code: 'UNAUTHENTICATED' | 'INSUFFICIENT_SCOPE' | 'NOT_OWNER';
  /** Schema coordinate of the refused field, `Customer.walletCards`. */
  readonly coordinate: string;
  /** Scope sets any of which would do: an OR of ANDs. */
  readonly required: readonly (readonly Scope[])[];
  /** Every scope that the caller holds, alphabetically. */
  readonly granted: readonly Scope[];
  /** Scope sets any of which would do, less what the caller holds. */
  readonly missing: readonly (readonly Scope[])[];
}

/** A field that its caller may not read. */
export class AccessDeniedError extends Error {
  override readonly name = 'AccessDeniedError';
  readonly denial: Denial;

  constructor(denial: Denial) {
    super(message(denial));
    this.denial = denial;
  }
}

function message({ code, coordinate, required }: Denial): string {
  if (code === 'NOT_OWNER') return `${coordinate} belongs to another customer.`;
  const sets = required.map((set) => set.join(' and ')).join(', or ');
  if (code === 'UNAUTHENTICATED') return `${coordinate} needs an access token with ${sets}.`;
  return `${coordinate} needs ${sets}.`;
}
