#!/usr/bin/env node
import { defineCommand, runMain } from 'citty';
import { version } from '../kernel/version.ts';

await runMain(
  defineCommand({
    meta: { name: 'dintero-graphql', version, description: "One gated GraphQL schema over Dintero's REST services." },
    subCommands: {
      start: () =>
        import('./start.ts').then(({ start }) =>
          defineCommand({
            meta: { name: 'start', description: 'Starts the server as its environment says.' },
            run: () => start(process.env),
          }),
        ),
      explain: () => import('./explain.ts').then(({ explainCommand }) => explainCommand),
      scopes: () => import('./scopes.ts').then(({ scopesCommand }) => scopesCommand),
      client: () => import('./client/client.ts').then(({ clientCommand }) => clientCommand),
      catalogue: () => import('./catalogue.ts').then(({ catalogueCommand }) => catalogueCommand),
    },
  }),
);
