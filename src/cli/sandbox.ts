import { readConfig } from '../config/config.ts';
import type { Env } from '../config/setting.ts';
import { personas } from '../sandbox/personas.ts';
import { commandText, onStop } from './process.ts';
import { openSandbox } from './sandbox-mode.ts';

/** Starts the sandbox alone, on `SANDBOX_PORT`, until it is told to stop. */
export async function sandbox({ SANDBOX_PORT, DEVIATE }: Env): Promise<void> {
  const { sandboxPort, deviate } = readConfig({ SANDBOX_PORT, DEVIATE });
  const opened = await openSandbox(sandboxPort, deviate);
  const account = `${opened.url}/accounts/${opened.accountId}`;
  console.log(`
  Sandbox    ${account}
  Tokens     ${commandText('token', `<${Object.keys(personas).join(' | ')}>`)}
  Try        curl -H "authorization: Bearer $(${commandText('token', 'helpdesk')})" "${account}/customers/users?limit=1"

  Ctrl-C stops it.`);
  onStop(() => opened.close());
}
