import type { SandboxAnswer } from '../answer.ts';
import type { Match } from '../contract.ts';
import type { Member } from '../members.ts';

/** Claims of an access token. */
export type TokenClaims = Readonly<Record<string, unknown>>;

/** An answer as it goes over the wire. */
export interface WireBody {
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** One way in which real services may differ from the contract; every member that is given takes part. */
export interface Deviation {
  /** What differs, in one sentence. */
  readonly about: string;
  /** What an API client is granted. */
  readonly grant?: (clientId: string, scopes: readonly string[]) => readonly string[];
  /** What tokens say. */
  readonly claims?: (claims: TokenClaims, accountId: string) => TokenClaims;
  /** What of a request is heeded. */
  readonly request?: (match: Match) => Match;
  /** What is answered in place of an answer; undefined: nothing else. */
  readonly refuse?: (match: Match, authorization: string | undefined) => SandboxAnswer | undefined;
  /** What stands in the place of each value of a successful answer. */
  readonly member?: (member: Member) => unknown;
  /** What a successful answer looks like as a whole. */
  readonly body?: (match: Match, body: unknown) => unknown;
  /** How an answer is written down. */
  readonly wire?: (body: WireBody) => WireBody;
}
