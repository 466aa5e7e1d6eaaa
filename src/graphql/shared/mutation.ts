import type { FieldMap, InputObjectRef } from '@pothos/core';
import type { Requirement } from '../../auth/access.ts';
import { idProblem } from '../../kernel/ids.ts';
import type { InputProblem } from '../../kernel/input-error.ts';
import { bodyProblems } from '../../upstream/check-body.ts';
import type { BodyOf, Endpoint, EndpointName, Unchecked } from '../../upstream/endpoint.ts';
import { UpstreamError } from '../../upstream/errors.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { fromChecks, fromFailure, fromProblems, type Mapping, type UserError, UserErrorRef } from './user-error.ts';
import { type Names, pathParameterName } from './wire-path.ts';

type Types = typeof builder.$inferSchemaTypes;

/** What a mutation came to. */
export interface Written<Result> {
  /** Null where user errors say why nothing was changed. */
  readonly result: Result | null;
  readonly userErrors: readonly UserError[];
}

/** A mutation: one write of upstream's. `resolve` is to be written before `payload`, whose type follows from it. */
export type MutationOptions<Id extends EndpointName, Input extends object, Result> = CommonOptions<Id, Input, Result> &
  BodyOption<Id, Input>;

type BodyOption<Id extends EndpointName, Input> = [BodyOf<Id>] extends [never]
  ? { readonly body?: never }
  : {
      /** The body of the write in upstream's words, held to the contract before anything is called. */
      readonly body: (input: NoInfer<Input>) => Unchecked<BodyOf<Id>>;
    };

interface CommonOptions<Id extends EndpointName, Input extends object, Result> {
  readonly name: string;
  readonly description: string;
  readonly input: InputObjectRef<Types, Input>;
  /** The endpoint that writes comes first; finer rules, owner and further endpoints as for fields. */
  readonly requires: Omit<Requirement<Types['Root'], { input: NoInfer<Input> }>, 'operations' | 'covered'> & {
    readonly operations: readonly [Endpoint<Id>, ...Endpoint[]];
  };
  /** Names that differ by more than snake_case and camelCase, for the paths of user errors. */
  readonly names?: Names;
  /** Problems that the contract cannot tell, in GraphQL names. They are told together with those of body and ids. */
  readonly check?: (input: NoInfer<Input>) => readonly InputProblem[];
  /** Makes the write. Failures that the input causes become user errors. */
  readonly resolve: (input: NoInfer<Input>, context: GraphContext, body: BodyOf<Id>) => Promise<Result>;
  /** Fields of the payload beside `userErrors`, each nullable. */
  readonly payload: (t: PothosSchemaTypes.ObjectFieldBuilder<Types, Written<Result>>) => FieldMap;
}

builder.mutationType({
  description: 'Everything that can be changed. The fields of one document run one after the other.',
});

/** Declares a mutation with its payload type, `<Name>Payload`. */
export function mutation<const Id extends EndpointName, Input extends object, Result>(
  options: MutationOptions<Id, Input, Result>,
): void {
  const { name, description, input, requires, payload } = options;
  const PayloadRef = builder.objectRef<Written<Result>>(`${name.charAt(0).toUpperCase()}${name.slice(1)}Payload`);
  builder.objectType(PayloadRef, {
    description: `What became of \`${name}\`.`,
    fields: (t) => ({
      ...payload(t),
      userErrors: t.field({
        type: [UserErrorRef],
        nullable: false,
        description: 'What a person can mend; where there is any, nothing was changed. Empty: it is done.',
        resolve: ({ userErrors }) => [...userErrors],
      }),
    }),
  });
  builder.mutationField(name, (t) =>
    t.field({
      type: PayloadRef,
      description,
      args: { input: t.arg({ type: input, required: true, description: 'What is to be done.' }) },
      // Pothos cannot tell the type of arguments that depend on a type parameter: here and below it is said again.
      requires: requires as never,
      resolve: (_, args, context, { parentType, fieldName }) => {
        const { input: given } = args as unknown as { input: Input };
        const type = parentType.getFields()[fieldName]?.args[0]?.type;
        if (type === undefined) throw new Error(`${name} has no input.`);
        return write(options, given, context, { input: type, names: options.names ?? {} });
      },
    }),
  );
}

async function write<const Id extends EndpointName, Input extends object, Result>(
  { requires, check, body, resolve }: MutationOptions<Id, Input, Result>,
  input: Input,
  context: GraphContext,
  mapping: Mapping,
): Promise<Written<Result>> {
  const [endpoint] = requires.operations;
  const wire = body?.(input);
  const problems = [
    ...fromChecks([...idsOf(endpoint, input, mapping.names), ...(check?.(input) ?? [])], mapping),
    ...fromProblems(wire === undefined ? [] : bodyProblems(endpoint.name, wire), mapping),
  ];
  if (problems.length > 0) return { result: null, userErrors: problems };
  try {
    // It has just been held to the contract; undefined only where the endpoint takes none, and its type is never.
    return { result: await resolve(input, context, wire as BodyOf<Id>), userErrors: [] };
  } catch (error) {
    const userErrors = fromFailure(error, mapping);
    if (userErrors !== undefined) return { result: null, userErrors };
    throw error instanceof UpstreamError ? error.asWrite(refOf(input)) : error;
  }
}

/** What is wrong with the ids of the path, as far as the input gives them. */
function idsOf({ path }: Endpoint, input: object, names: Names): InputProblem[] {
  return [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, parameter = '']) => {
    const path = pathParameterName(parameter, names).split('.');
    const value = path.reduce<unknown>(member, input);
    const problem = typeof value === 'string' ? idProblem(value) : undefined;
    return problem === undefined ? [] : [{ path, message: problem }];
  });
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** The caller's own key of the write, by which it can be sent again. */
function refOf(input: object): string | undefined {
  const ref = member(input, 'refId') ?? member(input, 'ref') ?? member(input, 'deliveryId');
  return typeof ref === 'string' ? ref : undefined;
}
