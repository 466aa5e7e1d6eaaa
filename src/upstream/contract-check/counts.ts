import type { Endpoint, EndpointName } from '../endpoint.ts';
import type { AnswerDeviation } from './deviations.ts';

/** What was found at an endpoint. */
export interface EndpointFindings {
  readonly endpoint: EndpointName;
  /** `GET /accounts/{aid}/wallets/cards`. */
  readonly call: string;
  /** Answers that were held against the contract, and of those the ones that differ. */
  readonly checked: number;
  readonly deviating: number;
  /** Answers that were not: there was no time, or enough had been. */
  readonly unchecked: number;
  /** Most frequent first, each with the answers that have it. */
  readonly deviations: readonly (AnswerDeviation & { readonly answers: number })[];
}

/** Counts of deviations, by endpoint, path and expectation. */
export interface Counts {
  checked(endpoint: Endpoint, deviations: readonly AnswerDeviation[]): void;
  passedOver(endpoint: Endpoint): void;
  all(): readonly EndpointFindings[];
}

/** Starts with nothing counted. Paths and expectations are those of the contract, so there is an end to them. */
export function createCounts(): Counts {
  const known = new Map<EndpointName, Tally>();

  function tallyOf(endpoint: Endpoint): Tally {
    const tally = known.get(endpoint.name) ?? { endpoint, checked: 0, deviating: 0, unchecked: 0, found: new Map() };
    known.set(endpoint.name, tally);
    return tally;
  }

  return {
    checked(endpoint, deviations) {
      const tally = tallyOf(endpoint);
      tally.checked += 1;
      if (deviations.length > 0) tally.deviating += 1;
      for (const { path, expected } of deviations) {
        const key = `${path} ${expected}`;
        tally.found.set(key, { path, expected, answers: (tally.found.get(key)?.answers ?? 0) + 1 });
      }
    },
    passedOver(endpoint) {
      tallyOf(endpoint).unchecked += 1;
    },
    all: () =>
      [...known.values()].map(({ endpoint: { name, method, path }, found, ...counts }) => ({
        endpoint: name,
        call: `${method} ${path}`,
        ...counts,
        deviations: [...found.values()].sort((one, other) => other.answers - one.answers),
      })),
  };
}

interface Tally {
  readonly endpoint: Endpoint;
  checked: number;
  deviating: number;
  unchecked: number;
  readonly found: Map<string, EndpointFindings['deviations'][number]>;
}
