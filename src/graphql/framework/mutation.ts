import { type GraphQLInputType, getNamedType, isInputObjectType } from 'graphql';
import type { Call, Gate, Way } from '../../auth/access/gate.ts';
import type { Viewer } from '../../auth/viewer.ts';
import { idProblem } from '../../kernel/ids.ts';
import type { InputProblem } from '../../kernel/input-error.ts';
import { capitalized } from '../../kernel/names.ts';
import { memberOf } from '../../kernel/record.ts';
import { textProblems } from '../../kernel/typed-texts.ts';
import { Memory } from '../../loaders/memory.ts';
import { bodyProblems } from '../../upstream/check-body.ts';
import type { Endpoint, EndpointName, InputOf, ResultOf } from '../../upstream/endpoint.ts';
import { UpstreamError } from '../../upstream/errors.ts';
import { builder } from '../builder.ts';
import { memoryOf } from './call.ts';
import { fromFailure } from './failure.ts';
import { knownCodes } from './known-codes.ts';
import type { MutationOptions } from './mutation-options.ts';
import { namesCustomer, ownedInput, ownerProblems, withoutOwner } from './owned-input.ts';
import { PayloadRef, type Written } from './payload.ts';
import { recorded } from './recorded.ts';
import { missingOf } from './refusal.ts';
import { fromChecks, fromProblems, noteUserErrors, type UserError } from './user-error.ts';
import { wayTo } from './ways.ts';
import { pathParameterName } from './wire-path.ts';

builder.mutationType({
  description: 'Everything that can be changed. The fields of one document run one after the other.',
});

/**
 * Declares a mutation with its payload type, `<Name>Payload`.
 *
 * @example
 * mutation({
 *   name: 'discountCampaignCreate',
 *   description: 'Creates a campaign that discounts can belong to.',
 *   input: builder.inputType('DiscountCampaignCreateInput', {
 *     description: 'The campaign to create.',
 *     fields: (t) => ({
 *       campaignId: t.text('id', { description: "The merchant's own id; without it, upstream gives one." }),
 *       name: t.string({ required: true, description: 'Name, for people.' }),
 *       private: t.boolean({ description: 'Whether it is for some customers only. Default: no.' }),
 *       metadata: t.field({ type: 'JSONObject', description: 'Free-form data of the merchant.' }),
 *     }),
 *   }),
 *   calls: createCampaign,
 *   refusals: [taken('campaignId', 'campaign')],
 *   body: (campaign) => wire(campaign),
 *   payload: (t) => ({
 *     campaign: t.field({ type: DiscountCampaignRef, description: 'The campaign.', resolve: ({ result }) => result }),
 *   }),
 * });
 */
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

/** A write, and the GraphQL input that it was made from. */
interface Asked<Input> extends Sent {
  readonly input: Input;
}

function gateOfWrite<Name extends EndpointName, Input extends object, Result>(
  options: MutationOptions<Name, Input, Result>,
): Gate {
  const { calls, names = {}, conditions = [], ofViewer = false } = options;
  const way = wayTo(calls);
  const ids = parametersOf(calls).map((parameter) => ({ parameter, place: pathParameterName(parameter, names) }));
  const gate = {
    ways: [way] as const,
    input: (_: unknown, args: object, viewer: Viewer) => {
      const given = inputOf(args);
      const input = ofViewer ? ownedInput(given, viewer) : given;
      return { ...sentOf(options, ids, input), input };
    },
    carried: undefined,
    known: undefined,
    // Conditions only get arguments of their own mutation.
    conditions: conditions as Gate['conditions'],
    load: async (asked: object, _: Way, call: Call) => {
      const answer = await write(options, asked as Asked<Input>, call);
      noteUserErrors(call.context, answer.userErrors);
      return answer;
    },
    finish: (written: unknown) => written,
  };
  return recorded(gate, ({ userErrors }) => (userErrors.length > 0 ? 'refused' : 'done'));

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
      // It was checked against the contract above.
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

/** A parameter of a path, and the dotted path in the input from which it is taken. */
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

/** Problems with the ids of the path. */
function idProblems(ids: readonly Id[], { path }: Sent): InputProblem[] {
  return ids.flatMap(({ parameter, place }) => {
    const problem = idProblem(String(path[parameter]));
    return problem === undefined ? [] : [{ path: place.split('.'), ...problem }];
  });
}

/** Problems with ids and idempotency keys, anywhere in an input. */
function ownIdProblems(type: GraphQLInputType, input: object): InputProblem[] {
  const named = getNamedType(type);
  return isInputObjectType(named) ? textProblems(named, input, (kind) => kind === 'id') : [];
}

/** The first problem at each place: the same text may be checked twice. */
function eachPlaceOnce(problems: readonly InputProblem[]): readonly InputProblem[] {
  if (problems.length < 2) return problems;
  return [...Map.groupBy(problems, ({ path }) => path.join('.')).values()].flatMap(([first]) => first ?? []);
}

/** One user error per place and code, the earlier one: its message is better than the one that the contract gives. */
function eachOnce(userErrors: readonly UserError[]): UserError[] {
  const keyOf = ({ code, field }: UserError) => JSON.stringify([code, field]);
  return [...new Map(userErrors.toReversed().map((each) => [keyOf(each), each])).values()].toReversed();
}

function valueAt(input: object, name: string): unknown {
  return name.split('.').reduce<unknown>(memberOf, input);
}

/** The caller's idempotency key of the write. */
function refOf(input: object): string | undefined {
  const ref = memberOf(input, 'refId') ?? memberOf(input, 'ref') ?? memberOf(input, 'deliveryId');
  return typeof ref === 'string' ? ref : undefined;
}
