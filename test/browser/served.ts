import { sandboxDintero, sandboxPersonas } from '../../src/cli/sandbox-mode.ts';
import { readConfig } from '../../src/config/config.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { assemble } from '../../src/server/assemble.ts';
import { listen } from '../../src/server/http/listen.ts';
import { createLogger } from '../../src/server/log.ts';
import { startProgram } from '../program.ts';

/** The server as `npm start` runs it, on a free port. */
export interface Served {
  readonly sandbox: Sandbox;
  /** `http://127.0.0.1:53412` */
  readonly url: string;
  /** Where the sandbox's account is: `http://127.0.0.1:53411/v1/accounts/T00000001`. */
  readonly account: string;
  stop(): Promise<void>;
}

/** Starts the server with its sandbox, and with other settings where wanted. */
export async function serve(settings: Readonly<Record<string, string>> = {}): Promise<Served> {
  const sandbox = await startSandbox();
  const log = createLogger('silent');
  const personas = await sandboxPersonas(sandbox);
  const assembly = assemble({ config: readConfig(settings), dintero: sandboxDintero(sandbox), log, personas });
  await assembly.warmUp();
  const listener = await listen(assembly.app, 0, '127.0.0.1');
  return {
    sandbox,
    url: listener.url,
    account: `${sandbox.url}/accounts/${sandbox.accountId}`,
    stop: async () => {
      await listener.stop(0);
      await assembly.close();
      await sandbox.close();
    },
  };
}

/** The helpdesk page on a free port, for a server. */
export interface Helpdesk {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the helpdesk page, which lies built in a folder. */
export async function serveHelpdesk(folder: string, { url, account }: Served): Promise<Helpdesk> {
  const args = [`${folder}node_modules/vite/bin/vite.js`, '--host', '127.0.0.1', '--port', '0'];
  const env = { ...process.env, GRAPHQL_URL: `${url}/graphql`, ACCOUNT: account, NO_COLOR: '1' };
  const vite = startProgram(process.execPath, args, { cwd: folder, env });
  const [address] = await vite.says(/http:\/\/127\.0\.0\.1:\d+\//);
  return {
    url: address,
    stop: async () => {
      await vite.end('SIGTERM');
    },
  };
}
