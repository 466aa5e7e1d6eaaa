import type { FieldMap, InputObjectRef } from '@pothos/core';
import type { Condition } from '../../auth/access/gate.ts';
import type { InputProblem } from '../../kernel/input-error.ts';
import type {
  BodyOf,
  Endpoint,
  EndpointName,
  HeaderOf,
  PathOf,
  QueryOf,
  ResultOf,
  Unchecked,
} from '../../upstream/endpoint.ts';
import type { builder } from '../builder.ts';
import type { Written } from './payload.ts';
import type { Missing, WriteRefusal } from './refusal.ts';
import type { Names } from './wire-path.ts';

type Types = typeof builder.$inferSchemaTypes;

/** A mutation: one write to upstream. Write `result` before `payload`: the type of `payload` follows from it. */
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
      /** The body of the write, with upstream's names; checked against the contract before anything is called. */
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
  /** The endpoint that writes. The access rule and the planned call follow from it; the mutation calls nothing else. */
  readonly calls: Endpoint<Name>;
  /** Whether an input without `customerId` means the caller's own customer. Default: false. */
  readonly ofViewer?: boolean;
  /** Additional rules for certain inputs. Default: none. */
  readonly conditions?: readonly Condition<{ readonly input: NoInfer<Input> }>[];
  /**
   * Names that differ by more than snake_case and camelCase. They are used to take the ids of the path from the input, and
   * for the paths of user errors.
   */
  readonly names?: Names;
  /** Parameters of the path that are not ids in the input. Default: none. */
  readonly path?: (input: NoInfer<Input>) => Partial<PathOf<Name>>;
  /** Default: none. */
  readonly query?: (input: NoInfer<Input>) => QueryOf<Name>;
  /** Problems that the contract cannot express, with GraphQL names. They are reported together with those of body and ids. */
  readonly check?: (input: NoInfer<Input>) => readonly InputProblem[];
  /** Reasons for which upstream may refuse an input of the right form. Default: none are known. */
  readonly refusals?: readonly WriteRefusal[];
  /** What a 404 means. Default: nothing has the ids of the path. */
  readonly missing?: Missing;
  /** Turns the answer into the source of the payload. Default: the answer itself. */
  readonly result?: (answer: ResultOf<Name>, input: NoInfer<Input>) => Result;
  /** Fields of the payload besides `userErrors`; each is nullable. */
  readonly payload: (t: PothosSchemaTypes.ObjectFieldBuilder<Types, Written<Result>>) => FieldMap;
}
