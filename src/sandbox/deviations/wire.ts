import { gzipSync } from 'node:zlib';
import type { Deviation, WireBody } from './deviation.ts';

/** How answers are written down. */
export const wireDeviations = {
  'latin-1': {
    about: 'Text is in Latin-1, and the content type says so.',
    wire: (body) => ({
      bytes: latin1(body),
      headers: { ...body.headers, 'content-type': 'application/json; charset=ISO-8859-1' },
    }),
  },
  'latin-1-unmarked': {
    about: 'Text is in Latin-1, and nothing says so.',
    wire: (body) => ({ ...body, bytes: latin1(body) }),
  },
  'byte-order-mark': {
    about: 'Text begins with a byte order mark.',
    wire: ({ bytes, headers }) => ({ bytes: Buffer.concat([Buffer.from('\uFEFF'), bytes]), headers }),
  },
  gzip: {
    about: 'Answers are compressed, asked for or not.',
    wire: ({ bytes, headers }) => ({ bytes: gzipSync(bytes), headers: { ...headers, 'content-encoding': 'gzip' } }),
  },
} as const satisfies Record<string, Deviation>;

function latin1({ bytes }: WireBody): Buffer {
  return Buffer.from(bytes.toString('utf8'), 'latin1');
}
