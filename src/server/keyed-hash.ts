import { createHmac, hash } from 'node:crypto';

/** Bytes of a block of SHA-256, and of what it gives. */
const block = 64;
const size = 32;

/** Texts of more UTF-16 units than this are left to `createHmac`. */
const longest = 256;

/**
 * Makes HMAC-SHA-256 of texts with one key, in base64url: RFC 2104 by two calls of `hash`. `createHmac` makes an object of
 * OpenSSL's for each text, which takes three times as long and was 6 % of the processor time of one name.
 *
 * @param key of any length; UTF-8
 */
export function createKeyedHash(key: string): (text: string) => string {
  const bytes = Buffer.from(key);
  const short = bytes.length > block ? hash('sha256', bytes, 'buffer') : bytes;
  const inner = Buffer.alloc(block + 3 * longest).fill(0x36, 0, block);
  const outer = Buffer.alloc(block + size).fill(0x5c, 0, block);
  for (const [at, byte] of short.entries()) {
    inner[at] = byte ^ 0x36;
    outer[at] = byte ^ 0x5c;
  }
  return (text) => {
    if (text.length > longest) return createHmac('sha256', key).update(text).digest('base64url');
    const end = block + inner.write(text, block);
    // Half the time of a digest in a buffer of its own.
    outer.write(hash('sha256', inner.subarray(0, end), 'binary'), block, 'binary');
    return hash('sha256', outer, 'base64url');
  };
}
