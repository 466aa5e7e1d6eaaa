import type { Item, Transaction, TransactionEvent } from '../upstream/contract/checkout.ts';

/** What moves money of a payment. */
export type Kind = 'CAPTURE' | 'REFUND' | 'VOID';

/** One capture, refund or void of a payment, put together from the events that tell of it. */
export interface Operation {
  readonly kind: Kind;
  /** `unclear`: the event does not say whether it succeeded. */
  readonly state: 'done' | 'failed' | 'open' | 'unclear';
  /** The `refId` that it was asked for with; null: none. A void has none. */
  readonly reference: string | null;
  /** In the minor unit; null where no event says. */
  readonly amount: number | null;
  readonly items: readonly Item[];
  /** The event that tells how it ended; of an open one the event of its beginning. */
  readonly event: TransactionEvent;
}

const kinds: ReadonlySet<string> = new Set<Kind>(['CAPTURE', 'REFUND', 'VOID']);
const others: ReadonlySet<string> = new Set(['INITIALIZE', 'AUTHORIZE', 'SETTLEMENT']);

/** Each event once: upstream states neither their order nor that none comes twice. */
export function eventsOf({ events }: Pick<Transaction, 'events'>): readonly TransactionEvent[] {
  const seen = new Set<string>();
  return (events ?? []).filter(({ id }) => {
    const isNew = id === undefined || !seen.has(id);
    if (id !== undefined) seen.add(id);
    return isNew;
  });
}

/** The kind of operation that an event begins or ends; null for one that does neither. */
export function kindOfEvent({ event = '' }: TransactionEvent): Kind | null {
  const name = event.replace(/^INITIATE_/, '');
  return kinds.has(name) ? (name as Kind) : null;
}

/** Whether nobody here knows what an event means. */
export function isUnknown(event: TransactionEvent): boolean {
  return kindOfEvent(event) === null && !others.has(event.event ?? '');
}

/** The captures, refunds and voids of a payment. Neither order nor clock of the events counts. */
export function operationsOf(payment: Pick<Transaction, 'events'>): readonly Operation[] {
  const events = eventsOf(payment);
  const corrected = new Set(newestCorrection(events)?.correction.event_ids);
  const ends = events.filter((event) => kinds.has(event.event ?? ''));
  const begun = events.filter(({ event = '' }) => event.startsWith('INITIATE_'));
  const answered = new Map(begun.map((event) => [event, endOf(event, ends)]));
  const beginningOf = new Map([...answered].map(([beginning, end]) => [end, beginning]));
  const ended = ends.map((event): Operation => {
    const beginning = beginningOf.get(event);
    const state = corrected.has(event.id ?? '') ? 'failed' : stateOf(event);
    return operation(event, state, beginning);
  });
  const open = begun.filter((event) => answered.get(event) === undefined && kindOfEvent(event) !== null);
  return [...ended, ...open.map((event) => operation(event, event.success === false ? 'failed' : 'open', undefined))];
}

/** The event with the correction that was made last; undefined where there is none, or where two may be the last. */
export function newestCorrection(events: readonly TransactionEvent[]) {
  const all = events.flatMap(({ correction, created_at }) =>
    correction ? [{ correction, at: Date.parse(created_at ?? '') }] : [],
  );
  if (all.length === 1) return all[0];
  const [last, before] = all.toSorted((one, other) => other.at - one.at);
  return last !== undefined && before !== undefined && last.at > before.at ? last : undefined;
}

/**
 * The event that ends what another one began: by the id that it repeats, else by the same reference. Of a void upstream
 * promises neither: any void that was done ends it.
 */
function endOf(begun: TransactionEvent, ends: readonly TransactionEvent[]): TransactionEvent | undefined {
  const kind = kindOfEvent(begun);
  const own = ends.filter(({ event }) => event === kind);
  const told = own.find((each) => each.correlation_request_id && each.correlation_request_id === begun.request_id);
  if (told !== undefined) return told;
  const loose = own.filter(({ correlation_request_id }) => !correlation_request_id);
  if (kind === 'VOID') return loose.find(({ success }) => success === true);
  const { event_reference: reference, amount } = begun;
  return loose.find((each) => reference !== undefined && each.event_reference === reference && each.amount === amount);
}

function operation(event: TransactionEvent, state: Operation['state'], begun: TransactionEvent | undefined): Operation {
  return {
    kind: kindOfEvent(event) ?? 'VOID',
    state,
    reference: event.event_reference ?? begun?.event_reference ?? null,
    amount: event.amount ?? begun?.amount ?? null,
    items: event.items ?? begun?.items ?? [],
    event,
  };
}

function stateOf({ success }: TransactionEvent): Operation['state'] {
  return success === true ? 'done' : success === false ? 'failed' : 'unclear';
}
