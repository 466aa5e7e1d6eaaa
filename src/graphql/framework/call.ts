import {
  type FieldRef as Field,
  type FieldKind,
  type InputFieldMap,
  type InputShapeFromFields,
  RootFieldBuilder,
  type SchemaTypes,
  type ShapeFromTypeParam,
  type TypeParam,
} from '@pothos/core';
import type { Call, Carried, Gate } from '../../auth/access/gate.ts';
import type { Viewer } from '../../auth/viewer.ts';
import type { Memory } from '../../loaders/memory.ts';
import { type AnswerFor, type Callable, type InputFor, type ReadWay, waysOf } from './ways.ts';

/** What makes of a source and arguments the input of a call, and of its answer a value. */
export interface CallOptions<Source, Args, Called extends Callable, Value> {
  /** The endpoint or view that the field calls: its access rule, its plan and its only way upstream. */
  readonly calls: Called;
  /** What is asked for; null: nothing, and the field is null. It reads nothing of its source that it does not need. */
  readonly input: (source: Source, args: Args, viewer: Viewer) => InputFor<Called> | null | undefined;
  /** What the parent carries already. Default: nothing, so that the field always calls. */
  readonly carried?: Carried<Source, AnswerFor<Called>>;
  /** The members of the result that are known before it is loaded; null: none. Default: none ever are. */
  readonly known?: (args: Args, viewer: Viewer, source: Source) => object | null;
  /** The value of an answer. Default: the answer itself. */
  readonly resolve?: (answer: AnswerFor<Called>, source: Source, args: Args, viewer: Viewer) => Value;
}

/** The gate of a call. */
export function gateOfCall<Source, Args, Called extends Callable, Value>(
  calling: CallOptions<Source, Args, Called, Value>,
): Gate {
  const ways = waysOf(calling.calls);
  const { input, carried, known, resolve = (answer: unknown) => answer } = calling;
  // Types of source, arguments, input and answer are those of the field that the gate stands before: it is given no others.
  return {
    ways,
    input: input as Gate['input'],
    carried: carried as Gate['carried'],
    known: known as Gate['known'],
    conditions: [],
    load: (asked, way, { context }: Call) => (way as ReadWay).read(memoryOf(context), asked),
    finish: resolve as Gate['finish'],
  };
}

/** The memory of a request's context. */
export function memoryOf(context: object): Memory {
  if (!('memory' in context)) throw new Error('A call was made without a request.');
  return context.memory as Memory;
}

type Shape<Types extends SchemaTypes, Type extends TypeParam<Types>> =
  | ShapeFromTypeParam<Types, Type, true>
  | Promise<ShapeFromTypeParam<Types, Type, true>>;

interface Described<Type, Args> {
  readonly type: Type;
  readonly description: string;
  readonly args?: Args;
}

declare global {
  export namespace PothosSchemaTypes {
    export interface RootFieldBuilder<Types extends SchemaTypes, ParentShape, Kind extends FieldKind = FieldKind> {
      /** A field that calls upstream, behind the gate of what it calls. It is nullable. */
      call<
        const Type extends TypeParam<Types>,
        const Called extends Callable,
        Args extends InputFieldMap = Record<never, never>,
      >(
        options: Described<Type, Args> &
          CallOptions<ParentShape, InputShapeFromFields<Args>, Called, Shape<Types, Type> | undefined>,
      ): Field<Types, ShapeFromTypeParam<Types, Type, true>>;
    }
  }
}

const proto = RootFieldBuilder.prototype as PothosSchemaTypes.RootFieldBuilder<SchemaTypes, unknown>;

proto.call = function call({ type, description, args, ...calling }) {
  return this.gated({ type, description, ...(args && { args }), gate: gateOfCall(calling) });
};
