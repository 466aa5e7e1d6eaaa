import { readWeighted } from './weighted.ts';

/** Encodings that answers and files are sent in. */
export type Encoding = 'br' | 'gzip';

/**
 * The encoding that a client likes best, br where it likes both alike; null: it takes neither, or would rather have the bytes
 * as they are.
 */
export function encodingOf(acceptEncoding: string | undefined): Encoding | null {
  const weights = new Map(readWeighted(acceptEncoding ?? '').map(({ value, weight }) => [value, weight]));
  const of = (name: string) => weights.get(name) ?? 0;
  const best = of('br') >= of('gzip') ? 'br' : 'gzip';
  return of(best) > 0 && of(best) >= of('identity') ? best : null;
}
