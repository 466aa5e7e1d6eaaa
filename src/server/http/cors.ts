import { personHeader } from '../../auth/person/refused.ts';
import type { HttpRequest } from './request.ts';
import type { HttpResponse } from './response.ts';

/** Headers that GraphQL clients and tracing send. */
const sent = [
  'authorization',
  'content-type',
  'x-request-id',
  personHeader,
  'traceparent',
  'tracestate',
  'baggage',
  'sentry-trace',
  'apollographql-client-name',
  'apollographql-client-version',
  'apollo-require-preflight',
  'x-apollo-operation-id',
  'x-apollo-operation-name',
  'graphql-client-name',
  'graphql-client-version',
];

const exposed = {
  'access-control-expose-headers':
    'x-request-id, retry-after, www-authenticate, ratelimit-limit, ratelimit-remaining, ratelimit-reset',
};

/**
 * Headers that let a browser hand an answer to a page of another origin; nothing for an origin that is not listed.
 * Cookies are never let in: callers are known by their token alone.
 *
 * @param origins `https://app.example.com`; `http://localhost:*` any port there; `*` is every origin, an empty list none
 */
export function corsHeaders(
  { headers }: Pick<HttpRequest, 'headers'>,
  origins: readonly string[],
): Readonly<Record<string, string>> {
  if (origins.length === 0) return {};
  if (origins.includes('*')) return { 'access-control-allow-origin': '*', ...exposed };
  const { origin } = headers;
  if (origin === undefined || !origins.some((each) => isOf(origin, each))) return { vary: 'Origin' };
  return { 'access-control-allow-origin': origin, vary: 'Origin', ...exposed };
}

/** Whether an origin matches a listed one; `:*` matches every port. */
function isOf(origin: string, listed: string): boolean {
  if (!listed.endsWith(':*')) return origin === listed;
  return origin.startsWith(listed.slice(0, -1)) && /^\d+$/.test(origin.slice(listed.length - 1));
}

/**
 * The answer to a browser that asks whether a page of another origin may call.
 *
 * @param more headers that may be sent beside those that are known
 */
export function preflight(asked: HttpRequest, origins: readonly string[], more: readonly string[]): HttpResponse {
  const headers = {
    ...corsHeaders(asked, origins),
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': [...sent, ...more].join(', '),
    'access-control-max-age': '600',
  };
  return { status: 204, headers, body: null };
}
