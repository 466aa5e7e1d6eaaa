import type { GraphQLInputType } from 'graphql';
import { getNamedType, isInputObjectType } from 'graphql';
import type { InputProblem } from '../../kernel/input-error.ts';
import { type UserErrorCode, userErrorCodes } from '../../kernel/user-error-code.ts';
import { builder } from '../builder.ts';
import { type Names, toGraphQLPath } from './wire-path.ts';

/** A mistake that a person can fix before sending the mutation again. */
export interface UserError {
  readonly code: UserErrorCode;
  readonly message: string;
  /** Path from the mutation's arguments; null: the input as a whole. */
  readonly field: readonly string[] | null;
}

const UserErrorCodeRef = builder.enumType('UserErrorCode', {
  description: 'What kind of mistake it is: one code for each thing that a person can fix. A closed list.',
  values: Object.fromEntries(Object.entries(userErrorCodes).map(([code, description]) => [code, { description }])),
});

/** `UserError`: a mistake that a person can fix. */
export const UserErrorRef = builder.objectRef<UserError>('UserError');

builder.objectType(UserErrorRef, {
  description: 'A mistake that a person can fix. Nothing was changed.',
  fields: (t) => ({
    code: t.field({
      type: UserErrorCodeRef,
      nullable: false,
      description: 'What kind of mistake it is.',
      resolve: ({ code }) => code,
    }),
    message: t.exposeString('message', { nullable: false, description: 'What is wrong, a sentence in English.' }),
    field: t.field({
      type: ['String'],
      description:
        'Where: `["input", "items", "0", "quantity"]`; null when it is about the input as a whole, or upstream does not say.',
      resolve: ({ field }) => field && [...field],
    }),
  }),
});

/** Tells a request's context of user errors where it wants to know: `onUserError` is called for each. */
export function noteUserErrors(context: object, userErrors: readonly UserError[]): void {
  const note = 'onUserError' in context ? context.onUserError : undefined;
  if (typeof note === 'function') for (const { code } of userErrors) note(code);
}

/** What turns problems with upstream's names into user errors with GraphQL names. */
export interface Mapping {
  readonly input: GraphQLInputType;
  readonly names: Names;
}

/** User errors for problems whose paths have upstream's names. */
export function fromProblems(problems: readonly InputProblem[], mapping: Mapping): UserError[] {
  const named = problems.map((problem) => ({ ...problem, path: toGraphQLPath(problem.path, mapping.names) }));
  return fromChecks(named, mapping);
}

/** User errors for problems whose paths have GraphQL names. */
export function fromChecks(problems: readonly InputProblem[], { input }: Mapping): UserError[] {
  return problems.map(({ path, code, message }) => {
    const name = path.findLast((part) => typeof part === 'string') ?? 'The input';
    return { code, message: `${name} ${message}.`, field: knownPath(path, input) };
  });
}

/** The part of the path that exists in the input type; null if no part does. */
export function knownPath(path: readonly (string | number)[], input: GraphQLInputType): readonly string[] | null {
  const known: string[] = [];
  let type = getNamedType(input);
  for (const part of path) {
    if (typeof part === 'string') {
      const field = isInputObjectType(type) ? type.getFields()[part] : undefined;
      if (field === undefined) break;
      type = getNamedType(field.type);
    }
    known.push(String(part));
  }
  return known.length === 0 ? null : ['input', ...known];
}
