import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { type Encoding, encodingOf } from './encoding.ts';
import type { HttpResponse } from './response.ts';

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

/** Smallest body that is compressed, in bytes: below this it is not worth the time. */
const least = 1_024;

/** Quality of brotli: above 4 it takes several times as long for a few per cent. */
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

/** The answer, compressed where it is a long text and the client takes that. */
export function compressed(
  answer: HttpResponse,
  acceptEncoding: string | undefined,
): HttpResponse | Promise<HttpResponse> {
  const { body, headers } = answer;
  if (typeof body !== 'string' || body.length <= least) return answer;
  const vary = headers['vary'] === undefined ? 'Accept-Encoding' : `${headers['vary']}, Accept-Encoding`;
  const encoding = encodingOf(acceptEncoding);
  if (encoding === null) return { ...answer, headers: { ...headers, vary } };
  return packed({ ...answer, headers: { ...headers, vary, 'content-encoding': encoding } }, body, encoding);
}

async function packed(answer: HttpResponse, text: string, encoding: Encoding): Promise<HttpResponse> {
  const bytes = encoding === 'br' ? await toBrotli(text, quality) : await toGzip(text);
  return { ...answer, body: new Uint8Array(bytes) };
}
