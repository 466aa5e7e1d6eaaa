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

/** What a field calls, the input that it makes for the call, and the value that it makes of the answer. */
export interface CallOptions<Source, Args, Called extends Callable, Value> {
  /** The endpoint or view that the field calls. Its access rule and its planned calls follow from it; it can call nothing else. */
  readonly calls: Called;
  /** The input of the call; null: nothing is called, and the field is null. Read only what you need of the source. */
  readonly input: (source: Source, args: Args, viewer: Viewer) => InputFor<Called> | null | undefined;
  /** How to read the value from the parent, if the parent has it. Default: it never has, so the field always calls. */
  readonly carried?: Carried<Source, AnswerFor<Called>>;
  /** The members of the result that are known before it is loaded; null: none. Default: none. */
  readonly known?: (args: Args, viewer: Viewer, source: Source) => object | null;
  /** Turns an answer into the value of the field. Default: the answer itself. */
  readonly resolve?: (answer: AnswerFor<Called>, source: Source, args: Args, viewer: Viewer) => Value;
}

/** The gate of a call. */
export function gateOfCall<Source, Args, Called extends Callable, Value>(
  calling: CallOptions<Source, Args, Called, Value>,
): Gate {
  const ways = waysOf(calling.calls);
  const { input, carried, known, resolve = (answer: unknown) => answer } = calling;
  // The gate only ever gets sources, arguments, inputs and answers of its own field, which have these types.
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
      /**
       * A field that calls upstream, behind the gate of what it calls. It is nullable.
       *
       * @example
       * t.call({
       *   type: [WalletTransactionRef],
       *   description: 'Everything that came on the card or left it, in the order of upstream.',
       *   calls: listCardTransactions,
       *   input: ({ card_id }) => ({ path: { card_id } }),
       * })
       */
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
