import type { Logger } from 'pino';
import { keyFile } from '../auth/tokens/key-file.ts';
import { createKeyStore, type KeySource } from '../auth/tokens/keys.ts';
import { createVerifier } from '../auth/tokens/verify.ts';
import type { Config, DinteroConfig } from '../config/config.ts';
import { servedSchema } from '../graphql/served-schema.ts';
import { createUpstream } from '../upstream/client.ts';
import { accountKeys, jwksUrl } from '../upstream/keys.ts';
import { type App, createApp } from './app.ts';
import { createExplorer, type Explorer, type Personas } from './explorer/explorer.ts';
import { explorerFiles, explorerFolder } from './explorer/files.ts';

/** The server put together, and what to close when it stops. */
export interface Assembly {
  readonly app: App;
  /** Fetches the keys, so that the first request need not wait for them. */
  warmUp(): Promise<void>;
  close(): Promise<void>;
}

/** What the configuration alone does not tell. */
export interface AssemblyOptions {
  readonly config: Config;
  /** Where the REST services are: Dintero, or the sandbox in its place. */
  readonly dintero: DinteroConfig;
  readonly log: Logger;
  /** Whose tokens the explorer hands out; null outside the sandbox. */
  readonly personas: Personas | null;
}

/** Puts the server together for one account. */
export function assemble({ config, dintero, log, personas }: AssemblyOptions): Assembly {
  const { accountId, baseUrl } = dintero;
  const audiences = config.tokenAudiences.map((audience) => audience.replaceAll('{account}', accountId));
  const keys = createKeyStore({ sources: keySources(dintero, audiences[0] ?? '') });
  const upstream = createUpstream({
    baseUrl,
    accountId,
    callTimeout: config.upstreamCallTimeout,
    concurrency: config.upstreamConcurrency,
    connections: config.upstreamConnections,
    maxBodyBytes: config.upstreamMaxBodyBytes,
  });
  const app = createApp({
    schema: servedSchema(config),
    upstream,
    verify: createVerifier({
      keys,
      accountId,
      audiences,
      issuers: config.tokenIssuers,
      scopeClaims: config.tokenScopeClaim,
      customerClaim: config.tokenCustomerClaim,
      clockSkew: config.tokenClockSkew,
    }),
    keysReady: keys.ready,
    log,
    config,
    explorer: config.graphiql ? explorerOf(config, personas) : null,
  });
  return { app, warmUp: keys.refresh, close: upstream.close };
}

function explorerOf({ explain, upstreamCallBudget: callBudget }: Config, personas: Personas | null): Explorer {
  return createExplorer({ files: explorerFiles(explorerFolder()), personas, explain, callBudget });
}

function keySources(dintero: DinteroConfig, audience: string): KeySource[] {
  const { baseUrl, accountId, client, jwksUrl: url, jwksFile } = dintero;
  return [
    ...(client === null
      ? []
      : [accountKeys({ baseUrl, accountId, audience, clientId: client.id, clientSecret: client.secret })]),
    ...(url === null ? [] : [jwksUrl(url)]),
    ...(jwksFile === null ? [] : [keyFile(jwksFile)]),
  ];
}
