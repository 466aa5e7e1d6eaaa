import { freePort } from '../../bench/measure/ports.ts';
import { startProgram } from '../program.ts';
import type { Served } from './served.ts';

/** The mobile example on a free port: its page and its small server. */
export interface Mobile {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the mobile example, which lies built in a folder, for a server and its sandbox. */
export async function serveMobile(folder: string, { url, account, sandbox }: Served): Promise<Mobile> {
  const port = String(await freePort());
  const address = `http://localhost:${port}`;
  sandbox.provider.allow(`${address}/login/provider/callback`);
  const { issuer, clientId } = sandbox.provider;
  const env = {
    PORT: port,
    GRAPHQL_URL: `${url}/graphql`,
    ACCOUNT: account,
    PROVIDER_ISSUER: issuer,
    PROVIDER_CLIENT_ID: clientId,
  };
  const server = startProgram(process.execPath, [`${folder}dist/server/main.js`], { cwd: folder, env });
  await server.says(/The app is at/);
  return {
    url: address,
    stop: async () => {
      await server.end('SIGTERM');
    },
  };
}
