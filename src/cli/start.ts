import cluster from 'node:cluster';
import { relaxed } from '../config/combinations.ts';
import { type Config, ConfigError, readConfig } from '../config/config.ts';
import { variableNames } from '../config/environment.ts';
import { strangeNames } from '../config/misspelt.ts';
import type { Env } from '../config/setting.ts';
import { createLogger, type Log } from '../server/log.ts';
import { exitWith } from './process.ts';

/** Starts the server as its environment says, in this process or in several workers, until it is told to stop. */
export async function start(env: Env): Promise<void> {
  try {
    const config = readConfig(env);
    const log = createLogger(config.logLevel, cluster.worker?.id);
    if (cluster.isPrimary) warn(config, env, log);
    // Each loaded where it runs: a primary needs none of what serves.
    if (config.workers > 1 && cluster.isPrimary) await (await import('./primary.ts')).runWorkers(config, log);
    else await (await import('./serve.ts')).serve(config, log);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    exitWith(['The configuration is wrong:', ...error.problems.map((problem) => `  ${problem}`)].join('\n'));
  }
}

/** Says what is no reason not to start. */
function warn(config: Config, env: Env, log: Log): void {
  const loose = relaxed(config);
  if (loose.length > 0) log.warn({ settings: loose }, 'these settings let more in than a server in production should');
  const { warnings } = strangeNames(env, variableNames());
  if (warnings.length > 0) log.warn({ variables: warnings }, 'these variables look like settings and are none');
}
