/** Tells whether this process itself was paused, so that timeouts during the pause are not blamed on a service. */
export interface PauseWatch {
  /** Whether the process was paused at any time since `moment`, in milliseconds of `performance.now()`. */
  pausedSince(moment: number): boolean;
  stop(): void;
}

const beat = 250;
/** A gap between beats, in milliseconds, that counts as a pause: a suspended machine, SIGSTOP, or a blocked event loop. */
const pause = 1_500;

/** Starts to watch. It does not keep the process alive. */
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
