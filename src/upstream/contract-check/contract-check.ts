import type { Notify } from '../../kernel/notices.ts';
import type { Endpoint, EndpointName } from '../endpoint.ts';
import type { HttpAnswer } from '../http.ts';
import { createCounts, type EndpointFindings } from './counts.ts';
import { deviationsOfAnswer } from './deviations.ts';

/** Compares real answers with the contract while the server works. */
export interface ContractCheck {
  /** Takes a successful answer and returns at once. The answer is compared with the contract later, or not at all. */
  offer(endpoint: Endpoint, answer: HttpAnswer): void;
  /** What was found so far, by endpoint. */
  found(): readonly EndpointFindings[];
  /** Drops the answers that wait. */
  close(): void;
}

/** Settings of the check. */
export interface ContractCheckOptions {
  /** `report`: as many answers as there is time for; `sample`: one answer per endpoint and minute. */
  readonly mode: 'report' | 'sample';
  /** Told of each deviation: endpoint, path and what is expected, never a value. */
  readonly notify: Notify;
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number;
}

/** The largest number of waiting answers, and of their bytes; further answers are only counted. */
const maxWaiting = 100;
const maxWaitingBytes = 16 * 1024 * 1024;
const sampleEvery = 60_000;

/** Milliseconds of rest per millisecond of checking, so that it uses at most a tenth of one processor. */
const rest = 9;

/** Makes the check; nothing is compiled before an answer waits. */
export function createContractCheck({
  mode,
  notify,
  now = () => performance.now(),
}: ContractCheckOptions): ContractCheck {
  const counts = createCounts();
  const lastTaken = new Map<EndpointName, number>();
  const waiting: { readonly endpoint: Endpoint; readonly answer: HttpAnswer }[] = [];
  let waitingBytes = 0;
  let restUntil = 0;
  let timer: NodeJS.Timeout | undefined;

  function isWanted({ name }: Endpoint, { body }: HttpAnswer): boolean {
    const last = lastTaken.get(name);
    if (mode === 'sample' && last !== undefined && now() - last < sampleEvery) return false;
    if (waiting.length >= maxWaiting || waitingBytes + body.length > maxWaitingBytes) return false;
    lastTaken.set(name, now());
    return true;
  }

  function checkNext(): void {
    timer = undefined;
    const next = waiting.shift();
    if (next === undefined) return;
    const { endpoint, answer } = next;
    waitingBytes -= answer.body.length;
    const startedAt = now();
    const deviations = deviationsOfAnswer(endpoint, answer);
    counts.checked(endpoint, deviations);
    for (const { path, expected } of deviations) {
      notify('an answer differs from the contract', `${endpoint.name} ${path} ${expected}`, {
        endpoint: endpoint.name,
        path,
        expected,
      });
    }
    const endedAt = now();
    restUntil = endedAt + (endedAt - startedAt) * rest;
    if (waiting.length > 0) wake();
  }

  function wake(): void {
    timer ??= setTimeout(checkNext, Math.max(0, restUntil - now())).unref();
  }

  return {
    offer(endpoint, answer) {
      if (!isWanted(endpoint, answer)) {
        counts.passedOver(endpoint);
        return;
      }
      waiting.push({ endpoint, answer });
      waitingBytes += answer.body.length;
      wake();
    },
    found: counts.all,
    close() {
      clearTimeout(timer);
      waiting.length = 0;
    },
  };
}
