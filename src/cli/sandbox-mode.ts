import type { DinteroConfig } from '../config/config.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { Personas } from '../server/explorer/explorer.ts';
import { commandText, exitWith } from './process.ts';

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
  const onMessage = ({ to, code }: { to: string; code: string }) => console.log(`  Message to ${to}: ${code}`);
  return startSandbox({ port, deviate: known, onMessage }).catch((error: unknown) => {
    if (!isPortInUse(error)) throw error;
    return exitWith(`Port ${port} is in use. Set SANDBOX_PORT to another one, or stop the program that has it.`);
  });
}

/** The sandbox in Dintero's place. */
export function sandboxDintero({ url, accountId }: Sandbox): DinteroConfig {
  return { accountId, baseUrl: url, client: { id: 'bff', secret: 'sandbox-secret' }, jwksUrl: null, jwksFile: null };
}

/** The sandbox's personas, for the explorer. */
export async function sandboxPersonas(sandbox: Sandbox): Promise<Personas> {
  const { isPersonaName, personas } = await import('../sandbox/personas.ts');
  return {
    list: Object.entries(personas).map(([name, { description }]) => ({ name, description })),
    token: async (name) => (isPersonaName(name) ? sandbox.token(name) : undefined),
  };
}

/** What is printed when the server runs against the sandbox: where to look, and who may be tried. */
export function welcome(url: string, sandbox: Sandbox, { list }: Personas): string {
  const width = Math.max(...list.map(({ name }) => name.length));
  return [
    '',
    `  Explorer   ${url}/graphql`,
    `  Sandbox    ${sandbox.url}/accounts/${sandbox.accountId}`,
    `  Tokens     ${commandText('token', '<name>')}`,
    '',
    ...list.map(({ name, description }) => `    ${name.padEnd(width)}  ${description}`),
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
