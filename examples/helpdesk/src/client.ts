import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { keys, resolvers } from 'dintero-graphql/cache';
import { Client, fetchExchange } from 'urql';

declare const GRAPHQL_URL: string;

/** API clients that one may try the helpdesk as. */
export const roles = ['helpdesk-lead', 'helpdesk', 'helpdesk-basic'] as const;
export type Role = (typeof roles)[number];

/**
 * A client for one role, with a cache of its own: what one role has read is not shown to another. A token that is refused
 * is renewed and the request sent again; nothing had been run.
 */
export function clientFor(role: Role): Client {
  let token = tokenOf(role);
  const send: typeof fetch = async (url, init) => {
    const post = async () => {
      const headers = new Headers(init?.headers);
      headers.set('authorization', `Bearer ${await token}`);
      return fetch(url, { ...init, headers });
    };
    const response = await post();
    if (response.status !== 401) return response;
    token = tokenOf(role);
    return post();
  };
  return new Client({
    url: GRAPHQL_URL,
    preferGetMethod: false,
    fetch: send,
    exchanges: [cacheExchange({ keys, resolvers: resolvers(relayPagination) }), fetchExchange],
  });
}

async function tokenOf(role: Role): Promise<string> {
  const response = await fetch(`/token?as=${role}`);
  const { access_token }: { access_token: string } = await response.json();
  return access_token;
}
