import type { ResultOf } from '../upstream/endpoint.ts';
import { badRequest, json, LoginRefusal } from './answer.ts';
import type { Parts } from './parts.ts';
import type { Fields, Visitor } from './visitor.ts';

/** It is not certain which customer this person is: they log in in another way first, and then connect the two. */
export class ConnectFirst extends LoginRefusal {
  /** The key by which the visitor connects afterwards. */
  readonly kept: { readonly cookie: string; readonly key: string };

  constructor(kept: ConnectFirst['kept']) {
    super(401, 'CONNECT_FIRST', 'Log in in another way, then connect the two.');
    this.kept = kept;
  }
}

/** Which customer a person of a provider is. */
export interface Matching {
  /**
   * Checks the customer that the account found: this person was connected with that customer before, or the provider and the
   * account have both verified the same e-mail address.
   *
   * @throws ConnectFirst if neither is so
   */
  hold(traded: ResultOf<'tradeOidcCode'>): Promise<void>;
  /** Connects the person who came from the provider with the customer who is logged in. */
  connect(visitor: Visitor, fields: Fields): Promise<Response>;
}

/** Seconds for which a connection lasts since it was last used. */
const linkTime = 400 * 86_400;
/** Seconds in which somebody may log in and connect. */
const connectTime = 1_800;

/** Matches persons with customers, and keeps who is who in the store. */
export function matchingIn({ account, store, keys, counting, sessions }: Parts): Matching {
  async function isSameAddress(claims: Claims, customerId: string, token: string): Promise<boolean> {
    if (claims['email_verified'] !== true || typeof claims['email'] !== 'string') return false;
    const path = `/customers/users/${encodeURIComponent(customerId)}`;
    const customer: Claims = Object(await account.read(path, token));
    const told: Told = Object(await account.read(`${path}/communication`, token));
    const isVerified = typeof told.communication?.email?.verified_at === 'string';
    return isVerified && String(customer['email']).toLowerCase() === claims['email'].toLowerCase();
  }

  return {
    async hold({ access_token, user_info }) {
      const claims: Claims = user_info?.value ?? {};
      const person = counting.person(`${user_info?.authority} ${claims['sub']}`);
      const customerId = customerIn(access_token);
      const linked = await store.get(`link:${person}`);
      const isKnown = linked === null ? await isSameAddress(claims, customerId, access_token) : linked === customerId;
      if (isKnown && typeof claims['sub'] === 'string') return store.set(`link:${person}`, customerId, linkTime);
      const made = keys.make('connect', connectTime);
      await store.set(made.name, person, connectTime);
      throw new ConnectFirst(made);
    },
    async connect(visitor, { connect: key }) {
      const customerId = customerIn(await sessions.accessToken(visitor));
      const name = key === undefined ? visitor.nameOf('connect') : keys.named('connect', key);
      const person = name === null ? null : await store.take(name);
      if (person === null) throw badRequest('Nobody came from the provider, or it was too long ago.');
      await store.set(`link:${person}`, customerId, linkTime);
      return json(200, { connected: true }, visitor.isPage ? [keys.forget('connect')] : []);
    },
  };
}

type Claims = Readonly<Record<string, unknown>>;

interface Told {
  readonly communication?: { readonly email?: { readonly verified_at?: string } };
}

/** The customer of an access token, which came from the account itself just now. */
function customerIn(token: string): string {
  const { sub }: Claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString() || '{}');
  return String(sub).replace(/^dintero:user:/, '');
}
