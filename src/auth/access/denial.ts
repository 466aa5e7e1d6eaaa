import { audienceOf, byPower, isFor } from '../../kernel/least-power.ts';
import type { Scope } from '../../kernel/scope.ts';
import type { Viewer } from '../viewer.ts';

/** What a denied field tells its caller. */
export interface Denial {
  /** `UNAUTHENTICATED`: no token; `INSUFFICIENT_SCOPE`: scopes are missing; `NOT_OWNER`: the data is another customer's. */
  readonly code: 'UNAUTHENTICATED' | 'INSUFFICIENT_SCOPE' | 'NOT_OWNER';
  /** Schema coordinate of the denied field, `Customer.walletCards`. */
  readonly coordinate: string;
  /**
   * Scope sets, any one of which is enough (an OR of ANDs), that a token of the caller's kind can have, least powerful first;
   * empty where the field is not open to that kind.
   */
  readonly required: readonly (readonly Scope[])[];
  /** Every scope that the caller has, in alphabetical order. */
  readonly granted: readonly Scope[];
  /** The same sets in the same order, without the scopes that the caller has. */
  readonly missing: readonly (readonly Scope[])[];
}

/** The denial of a viewer at a coordinate, where any of these scope sets would be enough. */
export function denialOf(
  code: Denial['code'],
  sets: readonly (readonly Scope[])[],
  coordinate: string,
  viewer: Viewer,
): Denial {
  const audience = audienceOf(viewer.scopes);
  // Without a token the caller has no kind yet, and staff may read what belongs to another customer.
  const required = sets.filter((set) => code !== 'INSUFFICIENT_SCOPE' || isFor(audience, set)).sort(byPower);
  return {
    code,
    coordinate,
    required,
    granted: [...viewer.scopes].sort(),
    missing: required.map((set) => set.filter((scope) => !viewer.scopes.has(scope))),
  };
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

function message({ code, coordinate, required, granted }: Denial): string {
  if (code === 'NOT_OWNER') return `${coordinate} belongs to another customer.`;
  if (required.length === 0)
    return `${coordinate} is not open to ${audienceOf(granted) === 'customer' ? 'customers' : 'staff'}.`;
  const needed = required.map((set) => set.join(' and ')).join(', or ');
  return `${coordinate} needs ${code === 'UNAUTHENTICATED' ? `an access token with ${needed}` : needed}.`;
}
