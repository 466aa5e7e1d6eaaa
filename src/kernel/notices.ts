/** The details of a notice: never a secret, never personal data. */
export type NoticeFacts = Readonly<Record<string, string | number | null | readonly string[]>>;

/**
 * Logs something that operators should know and that may happen often.
 *
 * @param message what happened, in words: `an upstream call failed`
 * @param kind notices with the same message and kind are logged once a minute
 */
export type Notify = (message: string, kind: string, facts: NoticeFacts) => void;

/** Settings of notices. */
export interface NoticeOptions {
  /** Milliseconds before a kind is logged again. Default: 60,000. */
  readonly interval?: number;
  /** Largest number of kinds that are remembered; the one that was logged longest ago is dropped first. Default: 1,000. */
  readonly maxKinds?: number;
  /** A monotonic clock, in milliseconds. */
  readonly now?: () => number;
}

/**
 * Notices that are logged once per kind and minute. The next line of a kind says how often it happened in between
 * (`unwritten`).
 */
export function createNotices(
  write: (message: string, facts: NoticeFacts) => void,
  { interval = 60_000, maxKinds = 1_000, now = () => performance.now() }: NoticeOptions = {},
): Notify {
  const told = new Map<string, { at: number; unwritten: number }>();
  return (message, kind, facts) => {
    const id = JSON.stringify([message, kind]);
    const last = told.get(id);
    if (last !== undefined && now() - last.at < interval) {
      last.unwritten += 1;
      return;
    }
    // Put at the end again: a map keeps the order in which its keys came.
    told.delete(id);
    const [oldest] = told.keys();
    if (told.size >= maxKinds && oldest !== undefined) told.delete(oldest);
    told.set(id, { at: now(), unwritten: 0 });
    write(message, last === undefined || last.unwritten === 0 ? facts : { ...facts, unwritten: last.unwritten });
  };
}
