import { relaxed } from '../config/combinations.ts';
import { type Config, ConfigError, type DinteroConfig, readConfig } from '../config/config.ts';
import type { Env } from '../config/setting.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { type Assembly, assemble } from '../server/assemble.ts';
import { type Listener, listen, PortInUseError } from '../server/http/listen.ts';
import { createLogger } from '../server/log.ts';
import { exitWith, onStop } from './process.ts';
import { openSandbox, sandboxDintero, sandboxPersonas, welcome } from './sandbox-mode.ts';

/** Starts the server as its environment says, against Dintero or the embedded sandbox, until it is told to stop. */
export async function start(env: Env): Promise<void> {
  const config = configOrExit(env);
  const log = createLogger(config.logLevel);
  const sandbox = config.dintero === null ? await openSandbox(config.sandboxPort, config.deviate) : null;
  const loose = relaxed(config);
  if (loose.length > 0) log.warn({ settings: loose }, 'these settings let more in than a server in production should');
  const dintero: DinteroConfig | null = sandbox === null ? config.dintero : sandboxDintero(sandbox);
  if (dintero === null) return;
  const personas = sandbox === null ? null : await sandboxPersonas(sandbox);
  const assembly = assemble({ config, dintero, log, personas });
  // A source of keys that is down at start is no reason not to start: /ready tells.
  await assembly.warmUp();
  const listener = await listenOrExit(assembly, config);
  // First, so that whoever reads that it is ready may stop it.
  onStop(() => stop(listener, assembly, sandbox, config));
  if (sandbox !== null && personas !== null) console.log(welcome(listener.url, sandbox, personas));
  else log.info({ url: listener.url, account: dintero.accountId, upstream: dintero.baseUrl }, 'ready');
}

async function stop(
  listener: Listener,
  assembly: Assembly,
  sandbox: Sandbox | null,
  { shutdownTimeout, shutdownDelay }: Config,
): Promise<void> {
  await listener.stop(shutdownTimeout, shutdownDelay);
  await assembly.close();
  await sandbox?.close();
}

function configOrExit(env: Env): Config {
  try {
    return readConfig(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return exitWith(['The configuration is wrong:', ...error.problems.map((problem) => `  ${problem}`)].join('\n'));
  }
}

async function listenOrExit({ app }: Assembly, config: Config): Promise<Listener> {
  const { port, host } = config;
  try {
    return await listen(app, port, host, config);
  } catch (error) {
    if (!(error instanceof PortInUseError)) throw error;
    return exitWith(`Port ${port} is in use. Set PORT to another one, or stop the program that has it.`);
  }
}
