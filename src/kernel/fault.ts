import { memberOf } from './record.ts';

/**
 * The code that Node or OpenSSL gives for a failed connection: `ECONNREFUSED`, `CERT_HAS_EXPIRED`. Null if the error has none.
 * Unlike messages, codes contain no addresses and no personal data.
 */
export function faultOf(error: unknown): string | null {
  const code = memberOf(error, 'code');
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : null;
}
