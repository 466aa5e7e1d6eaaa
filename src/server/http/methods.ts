import type { HttpRequest } from './request.ts';
import type { Refusal } from './response.ts';

/** The refusal of a path that is not known. */
export const nothingHere: Refusal = { code: 'NOT_FOUND', message: 'Nothing here. GraphQL is at /graphql.' };

/** The refusal of every method but GET where what was found is asked for. */
export const contractTakesGet: Refusal = {
  code: 'METHOD_NOT_ALLOWED',
  message: 'What was found is asked for by GET.',
  headers: { allow: 'GET' },
};

/** The refusal of every method but POST where explanations are asked for. */
export const explainTakesPost: Refusal = {
  code: 'METHOD_NOT_ALLOWED',
  message: 'Explanations are asked for by POST.',
  headers: { allow: 'POST' },
};

/** The refusal of methods other than GET and POST; undefined if the method is allowed. */
export function refuseMethod({ method }: HttpRequest): Refusal | undefined {
  if (method === 'POST' || method === 'GET') return undefined;
  const message = 'GraphQL takes POST, and GET for documents that are known by their id.';
  return { code: 'METHOD_NOT_ALLOWED', message, headers: { allow: 'GET, POST' } };
}
