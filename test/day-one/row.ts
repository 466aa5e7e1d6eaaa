import type { PersonaName } from '../../src/sandbox/personas.ts';

/** What becomes of one way in which a real account may differ. */
export interface Row {
  /** Default: helpdesk. */
  readonly as?: PersonaName;
  readonly query: string;
  /** Default: 200. */
  readonly status?: number;
  /** What the query shows; undefined: the request is refused as a whole. */
  readonly data: unknown;
  /** Codes of its errors with their paths: `UPSTREAM_MALFORMED walletCard.balance`. Default: none. */
  readonly errors?: readonly string[];
  /** What the log warns of, in order. Default: nothing. */
  readonly log?: readonly object[];
  /** Lines among those of the steps of `check` that failed. Default: none has failed. */
  readonly check?: readonly string[];
  /** Settings that `check` advises, and what the query then shows. */
  readonly mended?: { readonly env: Readonly<Record<string, string>>; readonly data: unknown };
}

/** A line of the log about a value that could not be read. */
export function unread(coordinate: string, expected: string): object {
  return { msg: 'a value of a service cannot be read', coordinate, expected };
}

/** A line of the log about a call that failed. */
export function callFailed(endpoint: string, facts: object): object {
  return { msg: 'an upstream call failed', endpoint, ...facts };
}
