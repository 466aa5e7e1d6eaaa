import { readConfig } from '../config/config.ts';
import { personas } from '../sandbox/personas.ts';
import { onStop } from './process.ts';
import { openSandbox } from './sandbox-mode.ts';

const { SANDBOX_PORT, DEVIATE } = process.env;
const { sandboxPort, deviate } = readConfig({ SANDBOX_PORT, DEVIATE });
const sandbox = await openSandbox(sandboxPort, deviate);
const account = `${sandbox.url}/accounts/${sandbox.accountId}`;
console.log(`
  Sandbox    ${account}
  Tokens     npm run -s token -- <${Object.keys(personas).join(' | ')}>
  Try        curl -H "authorization: Bearer $(npm run -s token -- helpdesk)" "${account}/customers/users?limit=1"

  Ctrl-C stops it.`);
onStop(() => sandbox.close());
