import type { Refusal } from './error-response.ts';

/** Why a request to the GraphQL endpoint is refused by its method, type or address alone; undefined when it is not. */
export function refuse({ method, headers, url }: Request): Refusal | undefined {
  if (method === 'POST') return refuseMediaType(headers.get('content-type'));
  if (method === 'GET') return refuseParameters(new URL(url).searchParams);
  return { code: 'METHOD_NOT_ALLOWED', message: 'GraphQL takes GET and POST.', headers: { allow: 'GET, POST' } };
}

/** Only JSON may be posted: browsers send other content types across origins without asking first. */
function refuseMediaType(contentType: string | null): Refusal | undefined {
  // As strict as Yoga, which answers what it cannot read without a word.
  if (contentType !== null && /^application\/json(;|$)/.test(contentType)) return undefined;
  return { code: 'UNSUPPORTED_MEDIA_TYPE', message: 'POST takes application/json.' };
}

const jsonParameters = ['variables', 'extensions'];

function refuseParameters(parameters: URLSearchParams): Refusal | undefined {
  const broken = jsonParameters.find((name) => !isJson(parameters.get(name)));
  return broken === undefined ? undefined : { code: 'BAD_USER_INPUT', message: `${broken} must be JSON.` };
}

function isJson(text: string | null): boolean {
  if (text === null || text === '') return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
