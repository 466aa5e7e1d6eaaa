import type { Env } from '../src/config/setting.ts';

/**
 * Settings of a server for tests that are not about time: on a busy machine a first call may take longer than a server waits by
 * default. What a test sets itself counts.
 */
export function patient(env: Env): Env {
  if (env['REQUEST_TIMEOUT'] !== undefined) return env;
  return { REQUEST_TIMEOUT: '60000', UPSTREAM_CALL_TIMEOUT: '60000', ...env };
}
