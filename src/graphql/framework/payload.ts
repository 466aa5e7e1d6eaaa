import { builder } from '../builder.ts';
import { type UserError, UserErrorRef } from './user-error.ts';

/** The outcome of a mutation. */
export interface Written<Result> {
  /** Null if nothing was changed; `userErrors` say why. */
  readonly result: Result | null;
  readonly userErrors: readonly UserError[];
}

/** `Payload`: the interface of every mutation's payload. */
export const PayloadRef = builder.interfaceRef<Written<unknown>>('Payload');

builder.interfaceType(PayloadRef, {
  description: 'What became of a mutation.',
  fields: (t) => ({
    userErrors: t.field({
      type: [UserErrorRef],
      nullable: false,
      description: 'What a person can fix; where there is any, nothing was changed. Empty: it is done.',
      resolve: ({ userErrors }) => [...userErrors],
    }),
  }),
});
