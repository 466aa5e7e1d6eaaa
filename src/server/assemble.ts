import type { Logger } from 'pino';
import { createAddPerson, noPerson } from '../auth/person/person.ts';
import { createKeyStore, type KeyFailure } from '../auth/tokens/keys.ts';
import { createVerifier } from '../auth/tokens/verify.ts';
import type { Config, DinteroConfig } from '../config/config.ts';
import { servedSchema } from '../graphql/served-schema.ts';
import { createNotices } from '../kernel/notices.ts';
import { createUpstream } from '../upstream/client.ts';
import { createContractCheck } from '../upstream/contract-check/contract-check.ts';
import { type App, createApp } from './app.ts';
import { createExplorer, type Explorer, type Personas } from './explorer/explorer.ts';
import { explorerFiles, explorerFolder } from './explorer/files.ts';
import { keySources, tryKeyFile } from './key-sources.ts';
import { createMoneyLocks } from './load/money-locks.ts';
import { createRate } from './load/rate.ts';
import { personOptions } from './person-options.ts';
import { tokenSettings } from './token-settings.ts';
import type { Watched } from './watch/telemetry.ts';

/** The assembled server, and how to close it. */
export interface Assembly {
  readonly app: App;
  /** What can watch the server. */
  readonly watched: Watched;
  /**
   * Fetches the keys, so that the first request need not wait for them.
   *
   * @throws ConfigError where the key file cannot be used
   */
  warmUp(): Promise<void>;
  close(): Promise<void>;
}

/** What the configuration does not contain. */
export interface AssemblyOptions {
  readonly config: Config;
  /** Base URLs of the REST services: Dintero or the sandbox. */
  readonly dintero: DinteroConfig;
  readonly log: Logger;
  /** The personas whose tokens the explorer offers; null outside the sandbox. */
  readonly personas: Personas | null;
  /** Yoga plugins of the embedder. Default: none. */
  readonly plugins?: readonly object[];
}

/** Assembles the server for one account. */
export function assemble({ config, dintero, log, personas, plugins = [] }: AssemblyOptions): Assembly {
  const { accountId, baseUrl, checkoutBaseUrl, proxy } = dintero;
  const tokens = tokenSettings(config, accountId);
  const notify = createNotices((message, facts) => log.warn(facts, message));
  const onFailure = (failure: KeyFailure) =>
    notify('keys could not be fetched', `${failure.source} ${failure.step} ${failure.reason}`, { ...failure });
  const keys = createKeyStore({ sources: keySources(dintero, tokens), onFailure });
  const person = personOptions(config, proxy);
  const personKeys = person === null ? null : createKeyStore({ sources: [person.source], onFailure });
  const { contractCheck: mode } = config;
  const contractCheck = mode === 'off' ? null : createContractCheck({ mode, notify });
  const upstream = createUpstream({
    baseUrl,
    checkoutBaseUrl,
    accountId,
    proxy,
    callTimeout: config.upstreamCallTimeout,
    concurrency: config.upstreamConcurrency,
    connections: config.upstreamConnections,
    maxBodyBytes: config.upstreamMaxBodyBytes,
    notify,
    ...(contractCheck !== null && { onAnswer: contractCheck.offer }),
    onUnheardWrite: (write) => log.warn({ ...write }, 'a write ended after its client had left'),
  });
  const rate = config.rateLimit === 0 ? null : createRate({ ...config, perMinute: config.rateLimit, notify });
  const locks = createMoneyLocks({
    redisUrl: config.redisUrl,
    notify,
    workers: config.workers,
    lifetime: 2 * (config.requestTimeout + config.upstreamCallTimeout),
  });
  const watched: Watched = { observers: [], readings: { keysAge: keys.age, openCircuits: upstream.openCircuits } };
  const app = createApp({
    schema: servedSchema(config),
    upstream,
    verify: createVerifier({ ...tokens, keys }),
    addPerson: person === null || personKeys === null ? noPerson : createAddPerson({ ...person, keys: personKeys }),
    notify,
    keysReady: keys.ready,
    log,
    config: { ...config, locks },
    plugins,
    observers: watched.observers,
    rate,
    contractFound: contractCheck !== null && hasContractPage(config) ? contractCheck.found : null,
    explorer: config.graphiql ? explorerOf(config, personas) : null,
  });
  return {
    app,
    watched,
    async warmUp() {
      if (dintero.jwksFile !== null) await tryKeyFile(dintero.jwksFile);
      await Promise.all([keys.refresh(), personKeys?.refresh()]);
      if (plugins.length > 0) await app.load();
      keys.watch();
      personKeys?.watch();
    },
    async close() {
      keys.close();
      personKeys?.close();
      contractCheck?.close();
      await rate?.close();
      await locks.close();
      await upstream.close();
    },
  };
}

/** A sample is taken in production too, where the page would tell everybody whose token is accepted. */
function hasContractPage({ nodeEnv, contractCheck }: Config): boolean {
  return nodeEnv !== 'production' || contractCheck === 'report';
}

function explorerOf({ explain, upstreamCallBudget: callBudget }: Config, personas: Personas | null): Explorer {
  return createExplorer({ files: explorerFiles(explorerFolder()), personas, explain, callBudget });
}
