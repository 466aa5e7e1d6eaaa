import type { FieldNode, GraphQLError } from 'graphql';
import type { Decision } from './decide.ts';
import type { Denial } from './denial.ts';
import type { Gate } from './gate.ts';

/** What became of access in one request. */
export interface AccessState {
  /** False: upstream decides alone, and what would be denied is only noted. */
  readonly enforced: boolean;
  /** Fields of the document that were found out ahead to give nothing, with why: they are not run. */
  skipped: ReadonlyMap<FieldNode, readonly Denial[]>;
  /** Denials so far, one per code and coordinate, so that each yields one error however many items it touches. */
  readonly denials: Map<string, Denial>;
  /** What was decided of gates whatever is asked for. */
  readonly ahead: Map<Gate, Decision>;
  /** Errors of fields that are not run, in the order in which they would have been. */
  readonly errors: GraphQLError[];
}

/** The state of a request that has not begun. */
export function createAccessState(enforced = true): AccessState {
  return { enforced, skipped: new Map(), denials: new Map(), ahead: new Map(), errors: [] };
}

/** Notes a denial; false when the request has it already. */
export function noteDenial({ denials }: AccessState, denial: Denial): boolean {
  const key = `${denial.code} ${denial.coordinate}`;
  if (denials.has(key)) return false;
  denials.set(key, denial);
  return true;
}
