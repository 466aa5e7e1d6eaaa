import { InvalidTokenError } from '../tokens/errors.ts';
import type { KeyStore } from '../tokens/keys.ts';
import { shown } from '../tokens/refusal.ts';
import { maxLength, verifySigned } from '../tokens/signed.ts';
import type { Viewer } from '../viewer.ts';
import { PersonRefusedError } from './refused.ts';

/** Which statements about people are accepted, and from whom. */
export interface PersonOptions {
  /** The company's identity provider, as `iss` names it. */
  readonly issuer: string;
  /** What `aud` must hold: the id that the page has at the provider, for an ID token. */
  readonly audience: string;
  /** Keys of that issuer alone. */
  readonly keys: Pick<KeyStore, 'find'>;
  /** API clients that may send a statement, as their tokens name them. */
  readonly clients: readonly string[];
  /** Whether those clients must send one. */
  readonly isRequired: boolean;
  /** Seconds that clocks may differ. */
  readonly clockSkew: number;
  /** The time in milliseconds. Default: the machine's. */
  readonly now?: () => number;
}

/** Seconds between the issue of a statement and its end, at most. */
const maxLifetime = 3_600;

/** Adds the person that a statement names to the viewer whom the access token names. */
export type AddPerson = (viewer: Viewer, statement: string | undefined) => Viewer | Promise<Viewer>;

/**
 * Makes the function that tells who acts for a client: a JWT of the company's identity provider names the person in `sub`.
 * Nothing else of it counts: scopes stay those of the access token, and the statement is never sent upstream.
 * It throws or rejects with PersonRefusedError for a statement that is wrong, old, missing where one is required, or
 * sent by anybody else than the named clients, and with KeysUnavailableError when there are no keys to tell with.
 */
export function createAddPerson(options: PersonOptions): AddPerson {
  const { issuer, audience, keys, clients, isRequired, clockSkew, now = Date.now } = options;
  const checks = { audiences: [audience], clockSkew, maxLifetime, types: ['jwt'] };

  async function subjectOf(statement: string): Promise<string> {
    if (statement.length > maxLength)
      throw new PersonRefusedError({ check: 'form', seen: `${statement.length} letters`, accepted: 'a shorter one' });
    const { claims } = await verifySigned(statement, keys, checks, now());
    if (claims.iat === undefined)
      throw new PersonRefusedError({ check: 'iat', seen: 'missing', accepted: 'the time of its issue' });
    if (typeof claims.sub !== 'string' || claims.sub === '' || claims.sub.length > 255)
      throw new PersonRefusedError({ check: 'sub', seen: 'none, or too long', accepted: '1 to 255 letters' });
    return claims.sub;
  }

  return (viewer, statement) => {
    const isNamed = viewer.kind === 'CLIENT' && viewer.client !== null && clients.includes(viewer.client);
    if (statement === undefined) {
      if (!isNamed || !isRequired) return viewer;
      throw new PersonRefusedError({ check: 'header', seen: 'missing', accepted: `a statement by ${shown(issuer)}` });
    }
    if (!isNamed)
      throw new PersonRefusedError({ check: 'client', seen: 'another caller', accepted: 'a client of PERSON_CLIENTS' });
    return subjectOf(statement).then(
      (person) => ({ ...viewer, person }),
      (error) => {
        throw error instanceof InvalidTokenError ? new PersonRefusedError(error.refusal) : error;
      },
    );
  };
}

/** What becomes of statements where none is expected: sending one is a mistake that must not pass unseen. */
export const noPerson: AddPerson = (viewer, statement) => {
  if (statement === undefined) return viewer;
  throw new PersonRefusedError({ check: 'header', seen: 'present', accepted: 'none: PERSON is off' });
};
