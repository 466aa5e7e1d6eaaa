import { readConfig } from '../../../src/config/config.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox.ts';
import { assemble } from '../../../src/server/assemble.ts';
import { listen } from '../../../src/server/http/listen.ts';
import { createLogger } from '../../../src/server/log.ts';
import { openMetrics, openTraces } from '../../../src/server/watch/telemetry.ts';

/** A server that listens and is watched, with the sandbox behind it. */
export interface Watched {
  readonly sandbox: Sandbox;
  readonly url: string;
  /** Empty: there are no metrics. */
  readonly metricsUrl: string;
  /** The log's lines, read. */
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  close(): Promise<void>;
}

/** Starts the server as the program does, in this process. */
export async function watched(env: Readonly<Record<string, string>>): Promise<Watched> {
  const sandbox = await startSandbox();
  const config = readConfig(env);
  const lines: Record<string, unknown>[] = [];
  const log = createLogger('info', undefined, { write: (line) => lines.push(JSON.parse(line)) });
  const client = { id: 'bff', secret: 'sandbox-secret' };
  const dintero = { accountId: sandbox.accountId, baseUrl: sandbox.url, client, jwksUrl: null, jwksFile: null };
  const assembly = assemble({ config, dintero, log, personas: null });
  await assembly.warmUp();
  const metrics = await openMetrics(config, assembly.watched, false, log);
  const listener = await listen(assembly.app, 0, '127.0.0.1', { ...config, headersTimeout: 200, bodyTimeout: 400 });
  const sendTraces = await openTraces(config, assembly.watched, log);
  return {
    sandbox,
    url: listener.url,
    metricsUrl: String(lines.find(({ msg }) => msg === 'metrics')?.['url'] ?? ''),
    lines,
    close: async () => {
      await listener.stop(1_000);
      await assembly.close();
      metrics.close();
      await sendTraces(2_000);
      await sandbox.close();
    },
  };
}
