import { memberOf } from './record.ts';

/**
 * The word that Node or OpenSSL has for why a connection failed: `ECONNREFUSED`, `CERT_HAS_EXPIRED`. Null for an error without
 * one. A word of theirs holds no address and nothing of a person, which their messages may.
 */
export function faultOf(error: unknown): string | null {
  const code = memberOf(error, 'code');
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : null;
}
