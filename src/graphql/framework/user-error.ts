import type { GraphQLInputType } from 'graphql';
import { getNamedType, isInputObjectType } from 'graphql';
import { InputError, type InputProblem } from '../../kernel/input-error.ts';
import { UpstreamError, type UpstreamProblems } from '../../upstream/errors.ts';
import { builder } from '../builder.ts';
import { type Names, toGraphQLPath } from './wire-path.ts';

const codes = {
  BAD_USER_INPUT: 'A value cannot be used.',
  NOT_FOUND: 'Something that the input names does not exist.',
  CONFLICT: 'The state of things does not allow it, or something else has that id already.',
  INSUFFICIENT_BALANCE: 'A card holds less than is asked for.',
} as const;

/** What kind of mistake it is. */
export type UserErrorCode = keyof typeof codes;

/** A mistake that a person can fix, and then send the mutation again. */
export interface UserError {
  readonly code: UserErrorCode;
  readonly message: string;
  /** Path from the mutation's arguments; null: the input as a whole. */
  readonly field: readonly string[] | null;
}

const UserErrorCodeRef = builder.enumType('UserErrorCode', {
  description: 'What kind of mistake it is.',
  values: Object.fromEntries(Object.entries(codes).map(([code, description]) => [code, { description }])),
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
    message: t.exposeString('message', { nullable: false, description: 'What is wrong, in English.' }),
    field: t.field({
      type: ['String'],
      description: 'Where: `["input", "items", "0", "quantity"]`; null when it is about the input as a whole.',
      resolve: ({ field }) => field && [...field],
    }),
  }),
});

/** How problems in upstream's names become user errors in GraphQL names. */
export interface Mapping {
  readonly input: GraphQLInputType;
  readonly names: Names;
}

/** User errors of problems whose paths are in upstream's names. */
export function fromProblems(problems: readonly InputProblem[], mapping: Mapping): UserError[] {
  return problems.map(({ path, message }) => userError(toGraphQLPath(path, mapping.names), message, mapping.input));
}

/** User errors of problems whose paths are in GraphQL names already. */
export function fromChecks(problems: readonly InputProblem[], { input }: Mapping): UserError[] {
  return problems.map(({ path, message }) => userError(path, message, input));
}

/** User errors of a write that failed because of its input; undefined where it failed otherwise. */
export function fromFailure(error: unknown, mapping: Mapping): UserError[] | undefined {
  if (error instanceof InputError) {
    const { problems, message } = error;
    return problems.length > 0 ? fromProblems(problems, mapping) : [{ code: 'BAD_USER_INPUT', message, field: null }];
  }
  if (!(error instanceof UpstreamError)) return undefined;
  const code = codeOf(error);
  if (code === undefined) return undefined;
  const paths = error.problems?.errors.flatMap(pathOf) ?? [];
  const fields = paths.map((path) => knownPath(toGraphQLPath(path, mapping.names), mapping.input));
  const distinct = new Map(fields.map((field) => [JSON.stringify(field), field]));
  const message = messages[code](error.service);
  return distinct.size === 0
    ? [{ code, message, field: null }]
    : [...distinct.values()].map((field) => ({ code, message, field }));
}

const messages: Readonly<Record<UserErrorCode, (service: string) => string>> = {
  BAD_USER_INPUT: (service) => `The ${service} service does not accept this.`,
  NOT_FOUND: (service) => `The ${service} service knows no such thing.`,
  CONFLICT: (service) => `The ${service} service says that the state of things does not allow this.`,
  INSUFFICIENT_BALANCE: () => 'The card holds less than is asked for.',
};

function codeOf({ kind, problems }: UpstreamError): UserErrorCode | undefined {
  if (kind === 'not_found') return 'NOT_FOUND';
  if (kind !== 'bad_request' && kind !== 'conflict') return undefined;
  if (isAboutBalance(problems)) return 'INSUFFICIENT_BALANCE';
  return kind === 'conflict' ? 'CONFLICT' : 'BAD_USER_INPUT';
}

/** Upstream's codes are not published; this much can be told from a word. */
function isAboutBalance(problems: UpstreamProblems | undefined): boolean {
  return /insufficient|not_?enough/i.test(problems?.code ?? '');
}

/** The member that an entry of upstream's list is about; which of these names upstream uses is not published. */
function pathOf(entry: Readonly<Record<string, unknown>>): (string | number)[][] {
  const place = ['field', 'path', 'instancePath', 'dataPath', 'property']
    .map((name) => entry[name])
    .find((value) => value !== undefined);
  const parts = Array.isArray(place) ? place.map(String) : typeof place === 'string' ? place.split(/[/.[\]]+/) : [];
  const path = parts.filter((part) => part !== '').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  if (path[0] === 'body' || path[0] === 'requestBody') path.shift();
  return path.length === 0 ? [] : [path];
}

function userError(path: readonly (string | number)[], message: string, input: GraphQLInputType): UserError {
  const field = knownPath(path, input);
  const name = path.findLast((part) => typeof part === 'string') ?? 'The input';
  return { code: 'BAD_USER_INPUT', message: `${name} ${message}.`, field };
}

/** The path as far as the input type has it; null where it has nothing of it. */
function knownPath(path: readonly (string | number)[], input: GraphQLInputType): readonly string[] | null {
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
