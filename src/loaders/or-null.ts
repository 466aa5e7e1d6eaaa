import { UpstreamError } from '../upstream/errors.ts';

/** The answer of an upstream look-up, null where upstream knows no such thing (404). */
export async function orNull<Value>(answer: Promise<Value>): Promise<Value | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof UpstreamError && error.kind === 'not_found') return null;
    throw error;
  }
}
