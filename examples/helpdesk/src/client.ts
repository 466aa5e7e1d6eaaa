import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { keys, resolvers } from 'dintero-graphql/cache';
import { Client, fetchExchange } from 'urql';
import { signIn } from './sign-in.ts';

declare const GRAPHQL_URL: string;

/** API clients that one may try the helpdesk as. */
export const roles = ['helpdesk-lead', 'helpdesk', 'helpdesk-basic'] as const;
export type Role = (typeof roles)[number];

/** Milliseconds that an answer may take, a little more than the server's own limit. */
const patience = 35_000;

/**
 * A client for one role, with a cache of its own: what one role has read is not shown to another. A token that is refused
 * is renewed and the request sent again; nothing had been run.
 */
export function clientFor(role: Role): Client {
  let token: Promise<string> | null = null;
  const send: typeof fetch = async (url, init) => {
    const limit = AbortSignal.timeout(patience);
    const signal = init?.signal ? AbortSignal.any([init.signal, limit]) : limit;
    const post = async (held: Promise<string>) => {
      const headers = new Headers(init?.headers);
      headers.set('authorization', `Bearer ${await held}`);
      return fetch(url, { ...init, headers, signal });
    };
    const ask = () => {
      const asked = signIn(role);
      token = asked;
      // The next request tries again.
      asked.catch(() => {
        if (token === asked) token = null;
      });
      return asked;
    };
    const held = token ?? ask();
    const response = await post(held);
    if (response.status !== 401) return response;
    // Whoever was refused together finds the renewal of the first.
    return post(token !== null && token !== held ? token : ask());
  };
  return new Client({
    url: GRAPHQL_URL,
    preferGetMethod: false,
    fetch: send,
    exchanges: [cacheExchange({ keys, resolvers: resolvers(relayPagination) }), fetchExchange],
  });
}
