import type { GraphQLArgument, GraphQLResolveInfo } from 'graphql';
import { InputError } from '../../kernel/input-error.ts';
import { regularTexts, textProblems } from '../../kernel/typed-texts.ts';
import type { Viewer } from '../viewer.ts';
import { type Decision, decide } from './decide.ts';
import { AccessDeniedError } from './denial.ts';
import { notKnown } from './foresee.ts';
import { type Call, type Gate, nothing, wayOf } from './gate.ts';
import { type AccessState, noteDenial } from './state.ts';

/** What the access plugin needs in the context of each request. */
export interface AccessContext {
  readonly viewer: Viewer;
  readonly access: AccessState;
}

/**
 * Passes a gate: returns the value that the parent carries, or calls upstream if the viewer may. Returns null if there is no
 * value, or if the same denial was already reported in this request.
 *
 * @throws AccessDeniedError the first time that a coordinate is denied in a request
 */
export function pass(
  gate: Gate,
  coordinate: string,
  source: unknown,
  given: object,
  context: AccessContext,
  info: GraphQLResolveInfo,
  texts: readonly GraphQLArgument[],
): unknown {
  const { viewer } = context;
  const args = texts.length === 0 ? given : regularTexts(texts, given);
  const carried = gate.carried?.value(source) ?? null;
  if (carried === nothing) return null;
  if (carried !== null) return gate.finish(carried, source, args, viewer);
  // This runs for each row; the decision for the first row holds for all.
  const ahead = context.access.ahead.get(gate) ?? decidedAhead(gate, coordinate, context);
  if (ahead.decision === 'denied' && !admit(deniedWay(gate, ahead, coordinate, source, args, viewer), context))
    return null;
  // Mutations report them as user errors.
  if (texts.length > 0 && info.parentType !== info.schema.getMutationType()) hold(texts, args);
  const input = gate.input(source, args, viewer) ?? null;
  if (ahead.decision === 'depends') {
    const ways = input === null ? gate.ways : [wayOf(gate, input, viewer)];
    if (!admit(decide(gate, viewer, { coordinate, input, ways, args, loads: true }), context)) return null;
  }
  return input === null ? null : load(gate, input, source, { args, context, info }, viewer);
}

/** @throws InputError for arguments that are not valid texts of their kind */
function hold(declared: readonly GraphQLArgument[], args: object): void {
  const problems = textProblems(declared, args);
  if (problems.length > 0) throw InputError.of(problems);
}

/** The decision without any input: made once per request, not once per row. */
function decidedAhead(gate: Gate, coordinate: string, { viewer, access }: AccessContext): Decision {
  const decided = decide(gate, viewer, { coordinate, input: notKnown, ways: gate.ways, args: notKnown, loads: true });
  access.ahead.set(gate, decided);
  return decided;
}

/** The denial for the way that this input takes, so that it names the right scopes; that of the first way if there is no input. */
function deniedWay(
  gate: Gate,
  ahead: Decision,
  coordinate: string,
  source: unknown,
  args: object,
  viewer: Viewer,
): Decision {
  if (gate.ways.length === 1) return ahead;
  try {
    const input = gate.input(source, args, viewer) ?? null;
    if (input === null) return ahead;
    return decide(gate, viewer, { coordinate, input, ways: [wayOf(gate, input, viewer)], args, loads: true });
  } catch {
    return ahead;
  }
}

async function load(gate: Gate, input: object, source: unknown, call: Call, viewer: Viewer): Promise<unknown> {
  const answer = (await gate.load(input, wayOf(gate, input, viewer), call)) ?? null;
  return answer === null ? null : gate.finish(answer, source, call.args, viewer);
}

/** Whether the viewer may go on; `depends` is decided later. */
function admit(decided: Decision, { access }: AccessContext): boolean {
  if (decided.decision !== 'denied') return true;
  const isNew = noteDenial(access, decided.denial);
  if (!access.enforced) return true;
  if (isNew) throw new AccessDeniedError(decided.denial);
  return false;
}
