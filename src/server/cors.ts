const allowed: Readonly<Record<string, string>> = {
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'authorization, content-type, x-request-id, traceparent, tracestate',
  'access-control-max-age': '600',
};

/**
 * Headers that let a browser hand an answer to a page of another origin; nothing for an origin that is not listed.
 * Cookies are never let in: callers are known by their token alone.
 *
 * @param origins `https://app.example.com`; `*` is every origin, an empty list none
 */
export function corsHeaders({ headers }: Request, origins: readonly string[]): Readonly<Record<string, string>> {
  if (origins.length === 0) return {};
  const exposed = { 'access-control-expose-headers': 'x-request-id, retry-after, www-authenticate' };
  if (origins.includes('*')) return { 'access-control-allow-origin': '*', ...exposed };
  const origin = headers.get('origin');
  if (origin === null || !origins.includes(origin)) return { vary: 'Origin' };
  return { 'access-control-allow-origin': origin, vary: 'Origin', ...exposed };
}

/** The answer to a browser that asks whether a page of another origin may call. */
export function preflight(request: Request, origins: readonly string[]): Response {
  return new Response(null, { status: 204, headers: { ...corsHeaders(request, origins), ...allowed } });
}
