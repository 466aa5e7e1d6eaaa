import type { FieldMap, InputObjectRef } from '@pothos/core';
import { type GraphQLInputType, getNamedType, isInputObjectType } from 'graphql';
import type { Call, Condition, Gate } from '../../auth/access/gate.ts';
import { idProblem } from '../../kernel/ids.ts';
import type { InputProblem } from '../../kernel/input-error.ts';
import { capitalized } from '../../kernel/names.ts';
import { memberOf } from '../../kernel/record.ts';
import { textProblems } from '../../kernel/typed-texts.ts';
import { Memory } from '../../loaders/memory.ts';
import { bodyProblems } from '../../upstream/check-body.ts';
import type {
  BodyOf,
  Endpoint,
  EndpointName,
  HeaderOf,
  InputOf,
  PathOf,
  QueryOf,
  ResultOf,
  Unchecked,
} from '../../upstream/endpoint.ts';
import { UpstreamError } from '../../upstream/errors.ts';
import { builder } from '../builder.ts';
import { memoryOf } from './call.ts';
import { fromFailure } from './failure.ts';
import { knownCodes } from './known-codes.ts';
import { namesCustomer, ownedInput, ownerProblems, withoutOwner } from './owned-input.ts';
import { PayloadRef, type Written } from './payload.ts';
import { type Missing, missingOf, type Refusal } from './refusal.ts';
import { fromChecks, fromProblems, type UserError } from './user-error.ts';
import { wayTo } from './ways.ts';
import { type Names, pathParameterName } from './wire-path.ts';

type Types = typeof builder.$inferSchemaTypes;

/** A mutation: one write of upstream's. `result` is to be written before `payload`, whose type follows from it. */
export type MutationOptions<Name extends EndpointName, Input extends object, Result> = CommonOptions<
  Name,
  Input,
  Result
> &
  BodyOption<Name, Input> &
  HeaderOption<Name, Input>;

type BodyOption<Name extends EndpointName, Input> = [BodyOf<Name>] extends [never]
  ? { readonly body?: never }
  : {
      /** The body of the write in upstream's words, held to the contract before anything is called. */
      readonly body: (input: NoInfer<Input>) => Unchecked<BodyOf<Name>>;
    };

type HeaderOption<Name extends EndpointName, Input> = keyof HeaderOf<Name> extends never
  ? { readonly header?: never }
  : {
      /** Header parameters of the write. */
      readonly header: (input: NoInfer<Input>) => HeaderOf<Name>;
    };

interface CommonOptions<Name extends EndpointName, Input extends object, Result> {
  readonly name: string;
  readonly description: string;
  readonly input: InputObjectRef<Types, Input>;
  /** The endpoint that writes: the mutation's access rule, its plan, and all that it calls. */
  readonly calls: Endpoint<Name>;
  /** Whether an absent `customerId` of the input is the caller's own customer. Default: no. */
  readonly ofViewer?: boolean;
  /** Finer rules that depend on the input. Default: none. */
  readonly conditions?: readonly Condition<{ readonly input: NoInfer<Input> }>[];
  /**
   * Names that differ by more than snake_case and camelCase, for ids of the path, which are taken from the input, and for
   * the paths of user errors.
   */
  readonly names?: Names;
  /** Parameters of the path that are no ids of the input. Default: none. */
  readonly path?: (input: NoInfer<Input>) => Partial<PathOf<Name>>;
  /** Default: none. */
  readonly query?: (input: NoInfer<Input>) => QueryOf<Name>;
  /** Problems that the contract cannot tell, in GraphQL names. They are told together with those of body and ids. */
  readonly check?: (input: NoInfer<Input>) => readonly InputProblem[];
  /** Why upstream may refuse an input that has the form that it must have. Default: nothing is known of it. */
  readonly refusals?: readonly Refusal[];
  /** What it means that upstream does not find it. Default: that there is nothing with the ids of the path. */
  readonly missing?: Missing;
  /** What the payload reads of an answer. Default: the answer itself. */
  readonly result?: (answer: ResultOf<Name>, input: NoInfer<Input>) => Result;
  /** Fields of the payload beside `userErrors`, each nullable. */
  readonly payload: (t: PothosSchemaTypes.ObjectFieldBuilder<Types, Written<Result>>) => FieldMap;
}

builder.mutationType({
  description: 'Everything that can be changed. The fields of one document run one after the other.',
});

/** Declares a mutation with its payload type, `<Name>Payload`. */
export function mutation<const Name extends EndpointName, Input extends object, Result = ResultOf<Name>>(
  options: MutationOptions<Name, Input, Result>,
): void {
  const { name, description, input, payload, calls, refusals = [], missing } = options;
  const ownPayload = builder.objectRef<Written<Result>>(`${capitalized(name)}Payload`);
  builder.objectType(ownPayload, {
    description: `What became of \`${name}\`.`,
    interfaces: [PayloadRef],
    fields: payload,
  });
  builder.mutationField(name, (t) =>
    t.gated({
      type: ownPayload,
      description,
      args: { input: t.arg({ type: input, required: true, description: 'What is to be done.' }) },
      gate: gateOfWrite(options),
      extensions: {
        userErrorCodes: knownCodes(refusals, missing !== undefined || parametersOf(calls).length > 0),
      },
    }),
  );
}

/** A write as it is sent. */
interface Sent {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query?: object;
  readonly header?: object;
  readonly body?: unknown;
}

/** A write, and the input that it was made of. */
interface Asked<Input> extends Sent {
  readonly input: Input;
}

function gateOfWrite<Name extends EndpointName, Input extends object, Result>(
  options: MutationOptions<Name, Input, Result>,
): Gate {
  const { calls, names = {}, conditions = [], ofViewer = false } = options;
  const way = wayTo(calls);
  const ids = parametersOf(calls).map((parameter) => ({ parameter, place: pathParameterName(parameter, names) }));
  return {
    ways: [way],
    input: (_, args, viewer) => {
      const given = inputOf(args);
      const input = ofViewer ? ownedInput(given, viewer) : given;
      return { ...sentOf(options, ids, input), input };
    },
    carried: undefined,
    known: undefined,
    // A condition is asked about arguments of its own mutation.
    conditions: conditions as Gate['conditions'],
    load: (asked, _, call) => write(options, asked as Asked<Input>, call),
    finish: (written) => written,
  };

  function inputOf(args: object): Input {
    return (args as { readonly input: Input }).input;
  }

  async function write(
    { check, refusals = [], missing }: typeof options,
    { input, ...sent }: Asked<Input>,
    { args, context, info }: Call,
  ) {
    const mapping = { input: inputTypeOf(info), names };
    const problems = [
      ...fromChecks(
        eachPlaceOnce([
          ...(ofViewer ? ownerProblems(input) : []),
          ...idProblems(ids, sent),
          ...ownIdProblems(mapping.input, input),
          ...(check?.(input) ?? []),
        ]),
        mapping,
      ),
      ...fromProblems(sent.body === undefined ? [] : bodyProblems(calls.name, sent.body), mapping),
    ];
    if (problems.length > 0) return { result: null, userErrors: eachOnce(problems) };
    try {
      // It has just been held to the contract.
      const answer = await Memory.write(memoryOf(context), calls, sent as InputOf<Name>);
      return { result: options.result ? options.result(answer, input) : (answer ?? true), userErrors: [] };
    } catch (error) {
      const places = ids.map(({ place }) => place);
      const userErrors = fromFailure(error, mapping, { refusals, missing: missing ?? missingOf(places), input });
      if (userErrors !== undefined) {
        const isNamed = !ofViewer || namesCustomer(inputOf(args));
        return { result: null, userErrors: isNamed ? userErrors : withoutOwner(userErrors) };
      }
      throw error instanceof UpstreamError ? error.asWrite(refOf(input)) : error;
    }
  }
}

function inputTypeOf(info: Call['info']): GraphQLInputType {
  const type = info?.parentType.getFields()[info.fieldName]?.args[0]?.type;
  if (type === undefined) throw new Error('A mutation has no input.');
  return type;
}

/** A parameter of a path, and the dotted path from the input to what it is made of. */
interface Id {
  readonly parameter: string;
  readonly place: string;
}

function sentOf<Name extends EndpointName, Input extends object, Result>(
  { path, query, header, body }: MutationOptions<Name, Input, Result>,
  ids: readonly Id[],
  input: Input,
): Sent {
  const named = ids.map(({ parameter, place }) => [parameter, valueAt(input, place)]);
  return {
    path: { ...Object.fromEntries(named), ...path?.(input) },
    ...(query && { query: query(input) }),
    ...(header && { header: header(input) }),
    ...(body && { body: body(input) }),
  };
}

/** Parameters of a path, without the account. */
function parametersOf({ path }: Endpoint): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).filter((name) => name !== 'aid');
}

/** What is wrong with the ids of the path. */
function idProblems(ids: readonly Id[], { path }: Sent): InputProblem[] {
  return ids.flatMap(({ parameter, place }) => {
    const problem = idProblem(String(path[parameter]));
    return problem === undefined ? [] : [{ path: place.split('.'), ...problem }];
  });
}

/** Problems of ids and of the caller's own keys, wherever in an input they stand. */
function ownIdProblems(type: GraphQLInputType, input: object): InputProblem[] {
  const named = getNamedType(type);
  return isInputObjectType(named) ? textProblems(named, input, (kind) => kind === 'id') : [];
}

/** The first problem of each place: an id may be a key too. */
function eachPlaceOnce(problems: readonly InputProblem[]): readonly InputProblem[] {
  if (problems.length < 2) return problems;
  return [...Map.groupBy(problems, ({ path }) => path.join('.')).values()].flatMap(([first]) => first ?? []);
}

/** One user error of a kind for each place: what the contract says of it may have been said in better words. */
function eachOnce(userErrors: readonly UserError[]): UserError[] {
  const keyOf = ({ code, field }: UserError) => JSON.stringify([code, field]);
  return [...new Map(userErrors.toReversed().map((each) => [keyOf(each), each])).values()].toReversed();
}

function valueAt(input: object, name: string): unknown {
  return name.split('.').reduce<unknown>(memberOf, input);
}

/** The caller's own key of the write, by which it can be sent again. */
function refOf(input: object): string | undefined {
  const ref = memberOf(input, 'refId') ?? memberOf(input, 'ref') ?? memberOf(input, 'deliveryId');
  return typeof ref === 'string' ? ref : undefined;
}
