import {
  type FieldRequiredness,
  type InputOrArgRef as Input,
  InputFieldBuilder,
  type InputShapeFromTypeParam,
  type InputType,
  type SchemaTypes,
} from '@pothos/core';
import type { TextKind } from '../../kernel/texts.ts';

type OptionsOf<
  Types extends SchemaTypes,
  Kind extends keyof PothosSchemaTypes.InputFieldOptionsByKind,
  Type extends InputType<Types> | [InputType<Types>],
  Req extends FieldRequiredness<Type>,
> = Omit<PothosSchemaTypes.InputFieldOptionsByKind<Types, Type, Req>[Kind], 'type'>;

declare global {
  export namespace PothosSchemaTypes {
    export interface InputFieldBuilder<
      Types extends SchemaTypes,
      Kind extends keyof PothosSchemaTypes.InputFieldOptionsByKind,
    > {
      /**
       * A `String` of a kind that has rules of its own: it is made regular and checked before anything is called.
       *
       * @example
       * email: t.text('email', { description: 'E-mail address.' })
       */
      text<Req extends FieldRequiredness<'String'>>(
        kind: TextKind,
        options: OptionsOf<Types, Kind, 'String', Req>,
      ): Input<Types, InputShapeFromTypeParam<Types, 'String', Req>, Kind>;
      /** A list of such texts. */
      texts<Req extends FieldRequiredness<['String']>>(
        kind: TextKind,
        options: OptionsOf<Types, Kind, ['String'], Req>,
      ): Input<Types, InputShapeFromTypeParam<Types, ['String'], Req>, Kind>;
    }
  }
}

const proto = InputFieldBuilder.prototype as PothosSchemaTypes.InputFieldBuilder<SchemaTypes, 'InputObject'>;

proto.text = function text(kind, options) {
  return this.field({ ...options, type: 'String', extensions: { text: kind } });
};

proto.texts = function texts(kind, options) {
  const type: ['String'] = ['String'];
  return this.field({ ...options, type, extensions: { text: kind } });
};
