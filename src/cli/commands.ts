import { defineCommand, runMain } from 'citty';
import { version } from '../kernel/version.ts';
import { keepCompiled } from './keep-compiled.ts';

keepCompiled();

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
      sandbox: () =>
        import('./sandbox.ts').then(({ sandbox }) =>
          defineCommand({
            meta: { name: 'sandbox', description: 'Starts the stand-in for the REST services alone, on SANDBOX_PORT.' },
            run: () => sandbox(process.env),
          }),
        ),
      token: () =>
        import('./token.ts').then(({ tokenOf }) =>
          defineCommand({
            meta: { name: 'token', description: 'Prints a token of somebody of the running sandbox.' },
            args: { persona: { type: 'positional', required: true, description: 'Whose: helpdesk, mobile, admin, …' } },
            run: async ({ args }) => console.log(await tokenOf(args.persona, process.env['SANDBOX_PORT'] ?? '4010')),
          }),
        ),
      explain: () => import('./explain.ts').then(({ explainCommand }) => explainCommand),
      scopes: () => import('./scopes.ts').then(({ scopesCommand }) => scopesCommand),
      apps: () => import('./apps/apps.ts').then(({ appsCommand }) => appsCommand),
      check: () => import('./check/check.ts').then(({ checkCommand }) => checkCommand),
      client: () => import('./client/client.ts').then(({ clientCommand }) => clientCommand),
      catalogue: () => import('./catalogue.ts').then(({ catalogueCommand }) => catalogueCommand),
    },
  }),
);
