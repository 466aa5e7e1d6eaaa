/** What a notice says beside its message: facts of ours, never a secret or a person's data. */
export type NoticeFacts = Readonly<Record<string, string | number | null | readonly string[]>>;

/**
 * Tells the people who run the server of something that may happen often.
 *
 * @param message what happened, in words: `an upstream call failed`
 * @param kind which of its kind: what has the same message and kind is told once a minute
 */
export type Notify = (message: string, kind: string, facts: NoticeFacts) => void;

/** Settings of notices. */
export interface NoticeOptions {
  /** Milliseconds for which a kind is not told again. Default: 60,000. */
  readonly interval?: number;
  /** Kinds that are remembered at most; the one that was told longest ago is forgotten first. Default: 1,000. */
  readonly maxKinds?: number;
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number;
}

/**
 * Notices that are written once per kind and minute; the next line of a kind says how often it happened unwritten
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
