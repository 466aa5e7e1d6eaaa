import type { Redis } from 'ioredis';
import { faultOf } from '../../kernel/fault.ts';
import type { Notify } from '../../kernel/notices.ts';

/** Milliseconds after which a command that was not answered has failed. */
const commandTimeout = 500;

/** A connection to Redis or Valkey. */
export interface RedisConnection {
  readonly redis: Redis;
  /** Tells in the log why a command or the connection failed; never the URL, which may hold a password. */
  readonly tell: (error: unknown) => void;
}

/**
 * Connects to Redis or Valkey. The client is loaded here: it would make every start slower.
 *
 * @param purpose what is kept there, as the log names it: `locks`
 * @param enableOfflineQueue whether commands wait for a connection that is not there yet
 */
export async function openRedis(
  url: string,
  purpose: string,
  notify: Notify,
  enableOfflineQueue: boolean,
): Promise<RedisConnection> {
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, { commandTimeout, maxRetriesPerRequest: 1, enableOfflineQueue });
  const tell = (error: unknown) => {
    const fault = storeFault(error);
    if (fault !== null)
      notify(`the store of ${purpose} ${messages.get(fault) ?? 'cannot be reached'}`, fault, { fault });
  };
  // Without a listener an error would end the process.
  redis.on('error', tell);
  return { redis, tell };
}

const refused = 'does not accept the name or password of REDIS_URL';

const messages: ReadonlyMap<string, string> = new Map([
  ['WRONGPASS', refused],
  ['NOAUTH', refused],
  ['NOPERM', refused],
  ['TIMEOUT', 'does not answer'],
]);

/** The error's code in a word of Node's or the store's; null where it only says that there is no connection. */
function storeFault(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (error.message === 'Command timed out') return 'TIMEOUT';
  const word = error.name === 'ReplyError' ? /^[A-Z]+(?= )/.exec(error.message)?.[0] : undefined;
  return word ?? faultOf(error);
}
