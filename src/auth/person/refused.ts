import type { TokenRefusal } from '../tokens/refusal.ts';

/** Header that carries the statement. */
export const personHeader = 'x-person-token';

/** Why a statement is refused: as for access tokens; `client` the caller may not send one, `sub` it names nobody. */
export interface PersonRefusal extends Omit<TokenRefusal, 'check'> {
  readonly check: TokenRefusal['check'] | 'client' | 'sub';
}

/** The statement about the person cannot be accepted, or is missing; the whole request fails with 401. */
export class PersonRefusedError extends Error {
  override readonly name = 'PersonRefusedError';
  /** Which check failed: for the log, and for callers who try things out. */
  readonly refusal: PersonRefusal;

  constructor(refusal: PersonRefusal) {
    super(`The statement of who is acting (${personHeader}) is not valid.`);
    this.refusal = refusal;
  }
}
