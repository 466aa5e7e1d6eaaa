import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';

/** The encodings that `inflate` can decode, for `Accept-Encoding`. */
export const acceptedEncodings = 'gzip, br';

const decoders = new Map([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['br', promisify(brotliDecompress)],
  ['deflate', promisify(inflate)],
]);

/** A body that cannot be decoded: it does not match its header, is cut short, or becomes too large. */
export class InflateError extends Error {
  override readonly name = 'InflateError';
  readonly reason: 'encoding' | 'too_large';

  constructor(reason: InflateError['reason']) {
    super(`The body cannot be decoded: ${reason}`);
    this.reason = reason;
  }
}

/**
 * Decodes the `Content-Encoding` of a body.
 *
 * @param encoding the header, in upper or lower case; multiple encodings are not supported
 * @param maxBytes largest size of the decoded body
 * @throws InflateError
 */
export async function inflated(body: Buffer, encoding: string, maxBytes: number): Promise<Buffer> {
  const decode = decoders.get(encoding.trim().toLowerCase());
  if (decode === undefined) throw new InflateError('encoding');
  try {
    return await decode(body, { maxOutputLength: maxBytes });
  } catch (error) {
    const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw new InflateError(isTooLarge ? 'too_large' : 'encoding');
  }
}
