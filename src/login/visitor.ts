import { createHash, randomBytes } from 'node:crypto';
import { isEmail, plainEmail } from '../kernel/email.ts';
import { badRequest, LoginRefusal } from './answer.ts';

/** What is kept for a visitor under a secret key of its own: a session, or a log-in that goes on. */
export type Kept = 'session' | 'factor' | 'provider' | 'connect';

/**
 * Who asks. A page of the app holds its keys in cookies that scripts cannot read; browsers say with every POST which page
 * sends it (`Origin`). An app without a browser has none: it gets its keys in the answer and sends them as `Authorization`.
 */
export interface Visitor {
  /** The network address, for the limits; null where nobody tells it. */
  readonly address: string | null;
  readonly isPage: boolean;
  /** The name in the store of what is kept for this visitor; null where the visitor has no such key. */
  nameOf(kept: Kept): string | null;
}

/** Gives keys to visitors. */
export interface Keys {
  visitor(request: Request, address: string | null): Visitor;
  /** A new key: its name in the store, the cookie for a page, and the key itself for an app. */
  make(kept: Kept, seconds: number): { readonly name: string; readonly cookie: string; readonly key: string };
  /** The name in the store of what is kept under a key that was told. */
  named(kept: Kept, key: string): string;
  /** The cookie that makes a browser forget a key. */
  forget(kept: Kept): string;
}

/** Keys of a log-in at this address. */
export function keysFor(url: URL): Keys {
  const isSecure = url.protocol === 'https:';
  // The prefix has browsers hold a cookie to this very host, over TLS.
  const cookieName = (kept: Kept) => `${isSecure ? '__Host-' : ''}${kept}`;
  const cookie = (kept: Kept, value: string, seconds: number) =>
    `${cookieName(kept)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  return {
    visitor(request, address) {
      const origin = request.headers.get('origin');
      if (origin !== null && origin !== url.origin)
        throw new LoginRefusal(403, 'FORBIDDEN', 'The request comes from another site.');
      const isPage = origin !== null || request.method === 'GET';
      const cookies = new Map(
        (request.headers.get('cookie') ?? '').split(/; */).map((each) => {
          const at = each.indexOf('=');
          return [each.slice(0, at), each.slice(at + 1)];
        }),
      );
      const bearer = /^Bearer ([\w-]{43})$/.exec(request.headers.get('authorization') ?? '')?.[1];
      return {
        address,
        isPage,
        nameOf(kept) {
          const key = isPage ? cookies.get(cookieName(kept)) : bearer;
          return key === undefined ? null : nameOf(kept, key);
        },
      };
    },
    make(kept, seconds) {
      const key = randomBytes(32).toString('base64url');
      return { key, name: nameOf(kept, key), cookie: cookie(kept, key, seconds) };
    },
    named: nameOf,
    forget: (kept) => cookie(kept, '', 0),
  };
}

/** A hash, so that nobody can act with what is read from the store. */
function nameOf(kept: Kept, key: string): string {
  return `${kept}:${createHash('sha256').update(key).digest('base64url')}`;
}

const largestBody = 4_096;

/** The members of a body that are texts. */
export type Fields = Readonly<Record<string, string>>;

/**
 * Reads a body of JSON.
 *
 * @throws LoginRefusal 400 for anything else
 */
export async function bodyFields(request: Request): Promise<Fields> {
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? ''))
    throw badRequest('The body is not JSON.');
  const text = await request.text();
  if (text.length > largestBody) throw badRequest('The body is too large.');
  try {
    const entries = Object.entries(Object(JSON.parse(text || '{}')));
    return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    throw badRequest('The body is not JSON.');
  }
}

/** An e-mail address that was typed. @throws LoginRefusal 400 where it has not the form of one */
export function emailIn({ email = '' }: Fields): string {
  const plain = plainEmail(email.normalize('NFC'));
  if (!isEmail(plain)) throw badRequest('`email` is not an e-mail address.');
  return plain;
}

/** A code that was typed, without its gaps. @throws LoginRefusal 400 where it has not the form of one */
export function codeIn({ code = '' }: Fields): string {
  const plain = code.replaceAll(/[\s-]/g, '');
  if (!/^[\dA-Za-z]{4,12}$/.test(plain)) throw badRequest('`code` is not a code.');
  return plain;
}
