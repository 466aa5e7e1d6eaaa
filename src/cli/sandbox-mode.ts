import type { DinteroConfig } from '../config/config.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { exitWith } from './process.ts';

/** Starts the sandbox; loaded only here, since the image for production does not have what it needs. */
export async function openSandbox(port: number, deviate: readonly string[] = []): Promise<Sandbox> {
  const { startSandbox } = await import('../sandbox/sandbox.ts').catch((error: unknown) => {
    if (!isMissingModule(error)) throw error;
    return exitWith(
      'The sandbox is not part of this installation. Set DINTERO_ACCOUNT_ID, or install with development dependencies.',
    );
  });
  const { deviations, isDeviationName } = await import('../sandbox/deviations/deviations.ts');
  const known = deviate.filter(isDeviationName);
  if (known.length < deviate.length) exitWith(`DEVIATE takes: ${Object.keys(deviations).join(', ')}.`, 2);
  return startSandbox({ port, deviate: known }).catch((error: unknown) => {
    if (!isPortInUse(error)) throw error;
    return exitWith(`Port ${port} is in use. Set SANDBOX_PORT to another one, or stop the program that has it.`);
  });
}

/** The sandbox in Dintero's place. */
export function sandboxDintero({ url, accountId }: Sandbox): DinteroConfig {
  return { accountId, baseUrl: url, client: { id: 'bff', secret: 'sandbox-secret' }, jwksUrl: null, jwksFile: null };
}

/** What is printed when the server runs against the sandbox: where to look, and a token for everybody. */
export async function welcome(url: string, sandbox: Sandbox): Promise<string> {
  const { personas } = await import('../sandbox/personas.ts');
  const tokens = await Promise.all(
    Object.entries(personas).map(async ([name, persona]) => {
      const token = await sandbox.issue(persona);
      return `  ${name.padEnd(15)} ${persona.description}\n  ${token}`;
    }),
  );
  return [
    '',
    `  GraphiQL   ${url}/graphql   (a helpdesk token is filled in)`,
    `  Sandbox    ${sandbox.url}/accounts/${sandbox.accountId}`,
    '  Tokens     npm run -s token -- helpdesk, or any of these:',
    '',
    ...tokens,
    '',
    '  Ctrl-C stops it.',
  ].join('\n');
}

function isMissingModule(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
}

function isPortInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
