import { builder } from '../builder.ts';
import { type UserError, UserErrorRef } from './user-error.ts';

/** What a mutation came to. */
export interface Written<Result> {
  /** Null where user errors say why nothing was changed. */
  readonly result: Result | null;
  readonly userErrors: readonly UserError[];
}

/** `Payload`: what every mutation answers. */
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
