import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Line } from './watched.ts';

/** How a request ended for who sent it. */
export type End = 'answered' | 'left';

/** Accounts for requests and writes, so that a lost one shows. */
export interface Ledger {
  /** A line of the server's log. */
  readonly read: (line: Line) => void;
  ended(id: string, end: End): void;
  /** A write that was answered as done. */
  done(refId: string): void;
  /** Everything that is wrong with the account. */
  faults(sandbox: Sandbox): readonly string[];
}

/** An empty ledger. Requests bear ids, writes have their request's id as their key. */
export function createLedger(): Ledger {
  const logged = new Map<string, number>();
  const ends = new Map<string, End>();
  const acknowledged = new Set<string>();
  return {
    read({ msg, requestId = '' }) {
      if (msg === 'request') logged.set(requestId, (logged.get(requestId) ?? 0) + 1);
    },
    ended: (id, end) => ends.set(id, end),
    done: (refId) => acknowledged.add(refId),
    faults(sandbox) {
      const drawn = new Map<string, number>();
      const transactions = [...sandbox.state.cards.values()].flatMap((card) => card.transactions);
      for (const { ref_id = '' } of transactions) drawn.set(ref_id, (drawn.get(ref_id) ?? 0) + 1);
      return [
        ...[...acknowledged].filter((id) => drawn.get(id) !== 1).map((id) => `Done ${drawn.get(id) ?? 0} times: ${id}`),
        ...[...drawn].filter(([id, count]) => ends.has(id) && count > 1).map(([id]) => `Done twice: ${id}`),
        ...[...ends]
          .filter(([id, end]) => (logged.get(id) ?? 0) !== 1 && !(end === 'left' && !logged.has(id)))
          .map(([id]) => `In the log ${logged.get(id) ?? 0} times: ${id}`),
      ];
    },
  };
}
