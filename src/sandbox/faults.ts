import type { EndpointName } from '../upstream/endpoint.ts';

/** Which calls a fault befalls, and how often. */
interface FaultTarget {
  /** An endpoint, or a pattern that the method and path below the account match: `GET /customers/users/C1001`. */
  readonly on: EndpointName | RegExp;
  /** Default: until it is lifted. */
  readonly times?: number;
}

/** What happens to a call instead of, or before, its answer. */
export type FaultEffect =
  /** Answers this. */
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  /** Answers as ever, this many milliseconds later. */
  | { readonly delay: number }
  /** Never answers. */
  | { readonly hang: true }
  /** Cuts the connection before the call is acted upon, or after, without an answer. */
  | { readonly reset: 'before' | 'after' }
  /** Answers 200 with bytes that are no JSON. */
  | { readonly garbage: true }
  /** Answers 200 with a body that is cut short. */
  | { readonly truncate: true }
  /** Answers 200 with a JSON body of this many bytes. */
  | { readonly oversize: number };

/** A fault on demand. */
export type Fault = FaultTarget & FaultEffect;

/** The faults that are in force. */
export interface Faults {
  /** Puts a fault in force; the function that is returned lifts it. */
  add(fault: Fault): () => void;
  /** The fault for this call; undefined: none. Uses up one of its times. */
  take(endpoint: EndpointName | null, line: string): FaultEffect | undefined;
}

/** No faults. */
export function createFaults(): Faults {
  const active = new Map<Fault, number>();
  return {
    add(fault) {
      active.set(fault, fault.times ?? Number.POSITIVE_INFINITY);
      return () => active.delete(fault);
    },
    take(endpoint, line) {
      for (const [fault, left] of active) {
        const hit = typeof fault.on === 'string' ? fault.on === endpoint : fault.on.test(line);
        if (!hit) continue;
        if (left <= 1) active.delete(fault);
        else active.set(fault, left - 1);
        return fault;
      }
      return undefined;
    },
  };
}
