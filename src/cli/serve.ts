import cluster from 'node:cluster';
import type { Config, DinteroConfig } from '../config/config.ts';
import { type Assembly, assemble } from '../server/assemble.ts';
import { ListenError, type Listener, listen } from '../server/http/listen.ts';
import type { Log } from '../server/log.ts';
import { openMetrics, openTraces } from '../server/watch/telemetry.ts';
import { exitWith, onStop } from './process.ts';
import { openSandbox, sandboxDintero, sandboxPersonas, welcome } from './sandbox-mode.ts';
import { leavePrimary, obeyPrimary } from './worker.ts';

/** Serves in this process, against Dintero or the embedded sandbox, until it is told to stop. */
export async function serve(config: Config, log: Log): Promise<void> {
  const sandbox = config.dintero === null ? await openSandbox(config.sandboxPort, config.deviate) : null;
  const dintero: DinteroConfig | null = sandbox === null ? config.dintero : sandboxDintero(sandbox);
  if (dintero === null) return;
  const personas = sandbox === null ? null : await sandboxPersonas(sandbox);
  const assembly = assemble({ config, dintero, log, personas });
  // A source of keys that is down at start is no reason not to start: /ready tells.
  await assembly.warmUp();
  const metrics = await openMetrics(config, assembly.watched, cluster.isWorker, log).catch((error: Error) =>
    exitWith(error.message),
  );
  const listener = await listenOrExit(assembly, config);
  const sendTraces = await openTraces(config, assembly.watched, log);
  const stop = async (timeout: number, delay: number) => {
    const until = performance.now() + timeout;
    await listener.stop(timeout, delay);
    await leavePrimary();
    await assembly.close();
    metrics.close();
    await sendTraces(until - performance.now());
    await sandbox?.close();
  };
  // First, so that whoever reads that it is ready may stop it.
  onStop(() => stop(config.shutdownTimeout, config.shutdownDelay));
  obeyPrimary({ drain: listener.drain, stop: (timeout) => stop(timeout, 0), metrics: metrics.read });
  if (sandbox !== null && personas !== null) console.log(welcome(listener.url, sandbox, personas));
  else log.info({ url: listener.url, account: dintero.accountId, upstream: dintero.baseUrl }, 'ready');
}

async function listenOrExit({ app }: Assembly, config: Config): Promise<Listener> {
  const { port, host } = config;
  try {
    return await listen(app, port, host, config);
  } catch (error) {
    if (!(error instanceof ListenError)) throw error;
    return exitWith(error.message);
  }
}
