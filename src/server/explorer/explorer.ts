import type { HttpRequest } from '../http/request.ts';
import type { ExplorerFiles } from './files.ts';

/** A persona of the sandbox, whose token the explorer can use. */
export interface ExplorerPersona {
  readonly name: string;
  /** Who it is, in a few words. */
  readonly description: string;
}

/** The personas of the sandbox, and their tokens. */
export interface Personas {
  readonly list: readonly ExplorerPersona[];
  /** A new token of a persona; undefined where there is none of this name. */
  token(name: string): Promise<string | undefined>;
}

/** What the explorer is made of. */
export interface ExplorerOptions {
  readonly files: ExplorerFiles;
  /** Null outside the sandbox: people bring their own tokens. */
  readonly personas: Personas | null;
  /** Whether `POST /explain` is answered. */
  readonly explain: boolean;
  /** Upstream calls that one request may make. */
  readonly callBudget: number;
}

/** The answer at `/explorer/settings`, which the page requests when it opens. */
export interface ExplorerSettings {
  /** Null outside the sandbox. */
  readonly personas: readonly ExplorerPersona[] | null;
  readonly explain: boolean;
  readonly callBudget: number;
}

/** Answers a request for the explorer; undefined: it asks for something else. */
export type Explorer = (request: HttpRequest) => Promise<Response | undefined>;

/**
 * Headers of the page: nothing but this server may be loaded or called, no script stands in the page itself, and nobody may
 * frame it. The editor writes its styles while it runs, hence `unsafe-inline` for those.
 */
const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

const notBuilt = 'The explorer is not built. Run: npm run build:explorer';

/**
 * The explorer, GraphiQL with a panel that knows the caller: its page at `/graphql` for browsers, to which `/` leads, its
 * files and settings below `/explorer/`, and tokens of the sandbox's personas.
 */
export function createExplorer({ files, personas, explain, callBudget }: ExplorerOptions): Explorer {
  const settings: ExplorerSettings = { personas: personas?.list ?? null, explain, callBudget };
  return async ({ method, path, search, headers }) => {
    if (method !== 'GET') return undefined;
    if (path === '/graphql' && wantsPage(headers)) {
      const page = await files.page();
      return new Response(page ?? notBuilt, { status: page === undefined ? 503 : 200, headers: pageHeaders });
    }
    if (path === '/' && wantsPage(headers))
      return new Response(null, { status: 302, headers: { location: 'graphql' } });
    if (path === '/explorer/settings') return unstored(settings);
    if (path === '/explorer/token' && personas !== null) {
      const token = await personas.token(new URLSearchParams(search).get('persona') ?? '');
      return token === undefined ? undefined : unstored({ token });
    }
    const [, name] = /^\/explorer\/assets\/([^/]+)$/.exec(path) ?? [];
    return name === undefined ? undefined : files.asset(name, headers['accept-encoding']);
  };
}

/** Whether the request comes from a browser that wants a page, not from an app that wants JSON. */
function wantsPage({ accept = '' }: HttpRequest['headers']): boolean {
  return accept.includes('text/html');
}

function unstored(body: object): Response {
  return Response.json(body, { headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } });
}
