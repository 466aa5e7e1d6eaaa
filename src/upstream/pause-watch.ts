/** Tells whether this process itself stood still, so that what timed out meanwhile is not laid at a service's door. */
export interface PauseWatch {
  /** Whether the process stood still at some time since `moment`, in milliseconds of `performance.now()`. */
  pausedSince(moment: number): boolean;
  stop(): void;
}

const beat = 250;
/** Milliseconds without a beat that are a pause: a suspended machine, SIGSTOP, or a blocked event loop. */
const pause = 1_500;

/** Begins to watch; it does not keep the process alive. */
export function watchPauses(): PauseWatch {
  let lastBeat = performance.now();
  let lastPause = Number.NEGATIVE_INFINITY;
  const timer = setInterval(() => {
    const now = performance.now();
    if (now - lastBeat > pause) lastPause = now;
    lastBeat = now;
  }, beat);
  timer.unref();
  return {
    // When everything wakes up at once, timers of calls may run before the next beat.
    pausedSince: (moment) => lastPause >= moment || performance.now() - lastBeat > pause,
    stop: () => clearInterval(timer),
  };
}
