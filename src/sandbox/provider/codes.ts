import { createHash, randomBytes } from 'node:crypto';
import type { Person } from './people.ts';

/** What a person has agreed to. */
export interface Consent {
  readonly person: Person;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: ReadonlySet<string>;
  readonly nonce: string | null;
  /** The PKCE challenge (S256); null: none was sent. */
  readonly challenge: string | null;
}

/** Codes and access tokens, which are random and mean nothing. */
export interface Given {
  code(consent: Consent): string;
  /**
   * The consent behind a code, which is good once and for a minute; undefined where it does not fit. A challenge needs its
   * verifier, and a verifier its challenge.
   */
  trade(
    code: string,
    asked: { readonly clientId: string; readonly redirectUri: string; readonly verifier: string | null },
  ): Consent | undefined;
  token(consent: Consent): string;
  /** Undefined for a token that was not given. */
  holder(token: string): Consent | undefined;
}

const codeTime = 60_000;

/** Nothing given yet. */
export function createGiven(): Given {
  const codes = new Map<string, { readonly consent: Consent; readonly until: number }>();
  const tokens = new Map<string, Consent>();
  const random = () => randomBytes(24).toString('base64url');
  return {
    code(consent) {
      const code = random();
      codes.set(code, { consent, until: Date.now() + codeTime });
      return code;
    },
    trade(code, { clientId, redirectUri, verifier }) {
      const given = codes.get(code);
      codes.delete(code);
      if (given === undefined || given.until < Date.now()) return undefined;
      const { consent } = given;
      const proof = verifier === null ? null : createHash('sha256').update(verifier).digest('base64url');
      const fits = consent.clientId === clientId && consent.redirectUri === redirectUri && consent.challenge === proof;
      return fits ? consent : undefined;
    },
    token(consent) {
      const token = random();
      tokens.set(token, consent);
      return token;
    },
    holder: (token) => tokens.get(token),
  };
}
