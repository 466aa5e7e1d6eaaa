import type { GraphQLError } from 'graphql';
import type { Decision } from './decide.ts';
import type { Denial } from './denial.ts';
import type { Gate } from './gate.ts';

/** The access decisions of one request. */
export interface AccessState {
  /** False: upstream alone decides; denials are only recorded. */
  readonly enforced: boolean;
  /** Denials so far, one per code and coordinate: a denial gives one error, however many items it affects. */
  readonly denials: Map<string, Denial>;
  /** Decisions on gates that were made without an input. */
  readonly ahead: Map<Gate, Decision>;
  /** Errors of fields that are not run, in the order of the fields. */
  readonly errors: GraphQLError[];
}

/** The state at the start of a request. */
export function createAccessState(enforced = true): AccessState {
  return { enforced, denials: new Map(), ahead: new Map(), errors: [] };
}

/** Records a denial; false if this request has it already. */
export function noteDenial({ denials }: AccessState, denial: Denial): boolean {
  const key = `${denial.code} ${denial.coordinate}`;
  if (denials.has(key)) return false;
  denials.set(key, denial);
  return true;
}
