import type { FieldMap, InputObjectRef, ObjectRef } from '@pothos/core';
import { getNamedType, isInputObjectType } from 'graphql';
import type { Call, Way } from '../../auth/access/gate.ts';
import type { InputProblem } from '../../kernel/input-error.ts';
import { capitalized } from '../../kernel/names.ts';
import { textProblems } from '../../kernel/typed-texts.ts';
import type { UserErrorCode } from '../../kernel/user-error-code.ts';
import type { WriteOutcome } from '../../kernel/write-outcome.ts';
import type { View } from '../../loaders/view.ts';
import type { OperationOutcome } from '../../money/outcome.ts';
import type { TransactionEvent } from '../../upstream/contract/checkout.ts';
import { builder } from '../builder.ts';
import { gateOfCall } from '../framework/call.ts';
import { inOrder } from '../framework/known-codes.ts';
import { PayloadRef, type Written } from '../framework/payload.ts';
import { recorded } from '../framework/recorded.ts';
import { noteUserErrors, type UserError } from '../framework/user-error.ts';
import { PaymentErrorRef } from './event.ts';
import { PaymentOutcome } from './outcome.ts';

type Types = typeof builder.$inferSchemaTypes;

/** What every move of money tells. */
export interface Told {
  /** Null: nothing was sent, and the problems say why. */
  readonly outcome: OperationOutcome | 'PARTLY' | 'MONEY_BACK_NOT_RECORDED' | null;
  readonly refusal: TransactionEvent['error'] | null;
  readonly problems: readonly InputProblem[];
}

/** A mutation that moves money: it reads, locks and writes by one view, whose endpoints are its rule. */
interface Moving<Input extends object, Result extends Told> {
  readonly name: string;
  readonly description: string;
  readonly input: InputObjectRef<Types, Input>;
  readonly calls: View<Input, Result>;
  /** Fields of the payload beside `outcome`, `refusal` and `userErrors`. */
  readonly payload: (t: PothosSchemaTypes.ObjectFieldBuilder<Types, Written<Result>>) => FieldMap;
}

const codes: ReadonlySet<UserErrorCode> = new Set<UserErrorCode>([
  'REQUIRED',
  'TOO_LONG',
  'INVALID_FORMAT',
  'OUT_OF_RANGE',
  'INVALID_VALUE',
  'NOT_FOUND',
  'EXCEEDS_REMAINING',
  'WRONG_STATE',
  'NOT_NOW',
  'CONFLICT',
]);

/** Declares a mutation that moves money, with its payload. */
export function moving<Input extends object, Result extends Told>({
  name,
  description,
  input,
  calls,
  payload,
}: Moving<Input, Result>): void {
  const own: ObjectRef<Types, Written<Result>> = builder.objectRef<Written<Result>>(`${capitalized(name)}Payload`);
  builder.objectType(own, {
    description: `What became of \`${name}\`.`,
    interfaces: [PayloadRef],
    fields: (t) => ({
      outcome: t.field({
        type: PaymentOutcome,
        description: 'What became of the money; null where nothing was sent, and `userErrors` says why.',
        resolve: ({ result }) => result?.outcome,
      }),
      refusal: t.field({
        type: PaymentErrorRef,
        description: "Dintero's no, and whether and when to try again; null where it said none.",
        resolve: ({ result }) => result?.refusal,
      }),
      ...payload(t),
    }),
  });
  builder.mutationField(name, (t) =>
    t.gated({
      type: own,
      description,
      args: { input: t.arg({ type: input, required: true, description: 'What is to be done.' }) },
      gate: gateOfMove(calls, name),
      extensions: { userErrorCodes: inOrder(codes) },
    }),
  );
}

function gateOfMove<Input extends object, Result extends Told>(calls: View<Input, Result>, name: string) {
  const gate = gateOfCall<unknown, { readonly input: Input }, View<Input, Result>, Written<Result>>({
    calls,
    // A view is given the inputs of its own mutation.
    input: (_, { input }) => input as never,
    resolve: (result) => written(result as Result),
  });
  const load = async (asked: object, way: Way, call: Call): Promise<Told> => {
    const problems = formProblems(asked, name, call.info);
    // A view of money gives its problems with what it came to.
    const told =
      problems.length > 0 ? { outcome: null, refusal: null, problems } : ((await gate.load(asked, way, call)) as Told);
    noteUserErrors(call.context, told.problems.map(userErrorOf));
    return told;
  };
  return { ...gate, ...recorded({ ...gate, load }, ({ outcome }) => recordOf(outcome)) };
}

/** What the audit line says of a move: `done` also where only a part of the money has moved. */
function recordOf(outcome: Told['outcome']): WriteOutcome {
  if (outcome === null || outcome === 'REFUSED') return 'refused';
  return outcome === 'PENDING' || outcome === 'UNKNOWN' ? 'unknown' : 'done';
}

/** What can be told before anything is read. */
function formProblems(input: object, name: string, info: Call['info']): InputProblem[] {
  const type = getNamedType(info?.parentType.getFields()[info.fieldName]?.args[0]?.type);
  const problems = isInputObjectType(type) ? textProblems(type, input) : [];
  const selections = info?.operation.selectionSet.selections ?? [];
  const isAlone = selections.length === 1 && selections[0]?.kind === 'Field';
  if (name === 'orderRefund' && !isAlone)
    problems.push({
      path: [],
      code: 'INVALID_VALUE',
      message: 'must stand alone: orderRefund is the only field of its document',
    });
  return problems;
}

function written<Result extends Told>(result: Result): Written<Result> {
  return { result, userErrors: result.problems.map(userErrorOf) };
}

function userErrorOf({ path, code, message }: InputProblem): UserError {
  const name = path.findLast((part) => typeof part === 'string') ?? 'The input';
  return { code, message: `${name} ${message}.`, field: path.length === 0 ? null : ['input', ...path.map(String)] };
}
