import cluster from 'node:cluster';
import { relaxed } from '../config/combinations.ts';
import { type Config, ConfigError, readConfig } from '../config/config.ts';
import type { Env } from '../config/setting.ts';
import { createLogger } from '../server/log.ts';
import { exitWith } from './process.ts';

/** Starts the server as its environment says, in this process or in several workers, until it is told to stop. */
export async function start(env: Env): Promise<void> {
  const config = configOrExit(env);
  const log = createLogger(config.logLevel, cluster.worker?.id);
  const loose = relaxed(config);
  if (loose.length > 0 && cluster.isPrimary)
    log.warn({ settings: loose }, 'these settings let more in than a server in production should');
  // Each loaded where it runs: a primary needs none of what serves.
  if (config.workers > 1 && cluster.isPrimary) (await import('./primary.ts')).runWorkers(config, log);
  else await (await import('./serve.ts')).serve(config, log);
}

function configOrExit(env: Env): Config {
  try {
    return readConfig(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return exitWith(['The configuration is wrong:', ...error.problems.map((problem) => `  ${problem}`)].join('\n'));
  }
}
