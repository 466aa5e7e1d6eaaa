import { collectDefaultMetrics, Registry } from 'prom-client';
import { clientLeft } from '../http/client-left.ts';
import { createFamilies, type Readings } from './families.ts';
import { createBound, pathLabel, statusLabel } from './labels.ts';
import type { Observer } from './watch.ts';

/** Trusted documents, and denied coordinates, that have a label of their own. */
const mostDocuments = 200;
const mostCoordinates = 500;

/** The metrics of one process. */
export interface Metrics {
  readonly observer: Observer;
  readonly registry: Registry;
}

/** Counts what comes in and what is called for it. Labels are from closed or bounded sets, never a caller's words. */
export function createMetrics(readings: Readings): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const families = createFamilies(registry, readings);
  const documentOf = createBound(mostDocuments);
  const coordinateOf = createBound(mostCoordinates);
  const observer: Observer = {
    answered: (path, status) => families.answers.inc({ path: pathLabel(path), status: String(status) }),
    started: () => {
      families.running.inc();
      return {
        traceId: null,
        isEarly: false,
        startTry: ({ name, service }, { isRetry, isEarly }) => {
          const startedAt = performance.now();
          const seconds = () => (performance.now() - startedAt) / 1_000;
          if (isRetry) families.retries.inc({ service });
          if (isEarly) families.early.inc({ service });
          return {
            headers: {},
            begun: () => families.waits.observe({ service }, seconds()),
            ended: (status, failure) => {
              families.calls.inc({ endpoint: name, status: statusLabel(status, failure) });
              families.callDurations.observe({ endpoint: name }, seconds());
            },
          };
        },
        ended: (facts, status, durationMs) => {
          families.running.dec();
          const { operationName, operationType: type, documentId, tokenCheck, times } = facts;
          const document = documentId !== null && operationName !== null ? documentOf(operationName) : 'other';
          if (type !== null) {
            families.operations.observe({ document, type }, durationMs / 1_000);
            families.documents.inc({ cache: facts.wasRemembered ? 'hit' : 'miss' });
          }
          for (const [phase, ms] of Object.entries(times)) families.phases.observe({ phase }, ms / 1_000);
          // What fails because nobody waits any more is no error.
          if (status === clientLeft) return;
          for (const code of facts.codes) families.errors.inc({ code });
          for (const coordinate of facts.denied) families.denials.inc({ coordinate: coordinateOf(coordinate) });
          for (const code of facts.userErrors) families.userErrors.inc({ code });
          if (tokenCheck !== null) families.tokenRefusals.inc({ check: tokenCheck });
        },
      };
    },
  };
  return { observer, registry };
}
