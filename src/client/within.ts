import { NoAnswerError } from './errors.ts';

/**
 * Does some work within a time, and until a signal ends it. Needs no `AbortSignal.timeout`, `.any` or `throwIfAborted`, which
 * React Native lacks.
 *
 * @param timeout milliseconds
 * @param work is handed a signal that ends what it waits for
 * @throws NoAnswerError after the time; the reason of the signal where that was aborted
 */
export async function within<Result>(
  timeout: number,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  if (signal?.aborted) throw reasonOf(signal);
  const controller = new AbortController();
  let release = () => {};
  const ended = new Promise<never>((_, reject) => {
    const end = (reason: unknown) => {
      reject(reason);
      controller.abort();
    };
    const timer = setTimeout(() => end(new NoAnswerError('timeout', null)), timeout);
    const onAbort = () => end(reasonOf(signal));
    signal?.addEventListener('abort', onAbort);
    release = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
  });
  try {
    return await Promise.race([ended, work(controller.signal)]);
  } finally {
    release();
  }
}

/** Engines without reasons get the error that the standard names. */
function reasonOf(signal: AbortSignal | undefined): unknown {
  return signal?.reason ?? Object.assign(new Error('The request was aborted.'), { name: 'AbortError' });
}
