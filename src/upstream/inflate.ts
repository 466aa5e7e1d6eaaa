import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';

/** Encodings of an answer that can be read, as `Accept-Encoding` lists them. */
export const acceptedEncodings = 'gzip, br';

const decoders = new Map([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['br', promisify(brotliDecompress)],
  ['deflate', promisify(inflate)],
]);

/** An encoded body that cannot be read: it is not what its header says, is cut short, or becomes too large. */
export class InflateError extends Error {
  override readonly name = 'InflateError';
  readonly reason: 'encoding' | 'too_large';

  constructor(reason: InflateError['reason']) {
    super(`The body cannot be decoded: ${reason}`);
    this.reason = reason;
  }
}

/**
 * A body without its `Content-Encoding`.
 *
 * @param encoding the header, in any case; more than one encoding is none that can be read
 * @param maxBytes bytes that may come out of it
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
