import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { tokenChecks } from '../../auth/tokens/refusal.ts';
import { errorCodes } from '../../kernel/error-code.ts';
import { userErrorCodes } from '../../kernel/user-error-code.ts';
import { version } from '../../kernel/version.ts';
import { endpoints, knownAnswers, services } from './labels.ts';

/** Seconds; from a denied field to the default of `REQUEST_TIMEOUT`. */
const buckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What metrics read of the server when they are asked for. */
export interface Readings {
  /** Milliseconds since keys were last fetched; null: never. */
  readonly keysAge: () => number | null;
  /** Services that are not called at the moment. */
  readonly openCircuits: () => readonly string[];
}

/** Every family of metrics that is ours, in a registry. Those whose labels are a closed set begin with 0. */
export function createFamilies(registry: Registry, { keysAge, openCircuits }: Readings) {
  const registers = [registry];
  const named = (name: string, help: string) => ({ name: `dintero_graphql_${name}`, help, registers });
  function counter<Label extends string>(name: string, help: string, labelNames: readonly Label[]) {
    return new Counter({ ...named(name, help), labelNames });
  }
  function histogram<Label extends string>(name: string, help: string, labelNames: readonly Label[]) {
    return new Histogram({ ...named(name, help), labelNames, buckets });
  }

  new Gauge({
    ...named('build_info', 'Version of the server and of Node; always 1.'),
    labelNames: ['version', 'node'],
    aggregator: 'first',
  }).set({ version, node: process.version }, 1);
  new Gauge({
    ...named(
      'keys_age_seconds',
      'Time since keys were last fetched, from the start where they never were; the oldest counts.',
    ),
    aggregator: 'max',
    collect() {
      const age = keysAge();
      this.set(age === null ? process.uptime() : age / 1_000);
    },
  });
  new Gauge({
    ...named('circuit_open', 'Workers that do not call the service because it did not answer.'),
    labelNames: ['service'],
    collect() {
      const open = openCircuits();
      for (const service of services) this.set({ service }, open.includes(service) ? 1 : 0);
    },
  });

  const families = {
    answers: counter('http_requests_total', 'Everything that came in, by path and status; 499: the client had left.', [
      'path',
      'status',
    ]),
    running: new Gauge(named('requests_running', 'Requests that run.')),
    operations: histogram(
      'operation_duration_seconds',
      'Requests with an operation, by the name of the trusted document; all other documents are `other`.',
      ['document', 'type'],
    ),
    phases: histogram('phase_duration_seconds', 'Parts of a request: verify, plan, execute.', ['phase']),
    errors: counter('errors_total', 'Requests with an error of this code, once each.', ['code']),
    denials: counter('denials_total', 'Requests to which a field was denied, by coordinate.', ['coordinate']),
    userErrors: counter('user_errors_total', 'Mistakes in inputs that a person can fix, by code.', ['code']),
    tokenRefusals: counter('token_refusals_total', 'Access tokens that were refused, by what was checked.', ['check']),
    documents: counter('documents_total', 'Documents that ran: taken from the cache, or read anew.', ['cache']),
    calls: counter('upstream_calls_total', 'Tries of upstream calls, by what they came to.', ['endpoint', 'status']),
    callDurations: histogram('upstream_call_duration_seconds', 'Time of a try, with its wait.', ['endpoint']),
    waits: histogram('upstream_wait_seconds', 'Time until a connection was free.', ['service']),
    retries: counter('upstream_retries_total', 'Calls that were made once more.', ['service']),
    early: counter('upstream_early_calls_total', 'Calls that began before the turn of their field.', ['service']),
  };

  for (const answer of knownAnswers) families.answers.inc(answer, 0);
  for (const code of errorCodes) families.errors.inc({ code }, 0);
  for (const code of Object.keys(userErrorCodes)) families.userErrors.inc({ code }, 0);
  for (const check of tokenChecks) families.tokenRefusals.inc({ check }, 0);
  for (const cache of ['hit', 'miss']) families.documents.inc({ cache }, 0);
  for (const endpoint of endpoints) families.calls.inc({ endpoint, status: '200' }, 0);
  for (const phase of ['verify', 'plan', 'execute']) families.phases.zero({ phase });
  for (const type of ['query', 'mutation']) families.operations.zero({ document: 'other', type });
  for (const service of services) {
    families.waits.zero({ service });
    families.retries.inc({ service }, 0);
    families.early.inc({ service }, 0);
  }
  return families;
}
