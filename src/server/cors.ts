const allowed: Readonly<Record<string, string>> = {
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'authorization, content-type, x-request-id, traceparent, tracestate',
  'access-control-max-age': '600',
};

/**
 * Headers that let a browser hand an answer to a page of another origin; nothing for an origin that is not listed.
 * Cookies are never let in: callers are known by their token alone.
 *
 * @param origins `https://app.example.com`; `http://localhost:*` any port there; `*` is every origin, an empty list none
 */
export function corsHeaders({ headers }: Request, origins: readonly string[]): Readonly<Record<string, string>> {
  if (origins.length === 0) return {};
  const exposed = { 'access-control-expose-headers': 'x-request-id, retry-after, www-authenticate' };
  if (origins.includes('*')) return { 'access-control-allow-origin': '*', ...exposed };
  const origin = headers.get('origin');
  if (origin === null || !origins.some((each) => isOf(origin, each))) return { vary: 'Origin' };
  return { 'access-control-allow-origin': origin, vary: 'Origin', ...exposed };
}

/** Whether an origin is one that is listed, or differs in the port only where the list says `:*`. */
function isOf(origin: string, listed: string): boolean {
  if (!listed.endsWith(':*')) return origin === listed;
  return origin.startsWith(listed.slice(0, -1)) && /^\d+$/.test(origin.slice(listed.length - 1));
}

/** The answer to a browser that asks whether a page of another origin may call. */
export function preflight(request: Request, origins: readonly string[]): Response {
  return new Response(null, { status: 204, headers: { ...corsHeaders(request, origins), ...allowed } });
}
