import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bundled } from '../bundle.ts';

/** What a command came to. */
export interface Outcome {
  readonly status: number;
  readonly output: string;
  readonly errors: string;
}

/** Runs the package's command. */
export function run(...args: readonly string[]): Promise<Outcome> {
  return runIn({}, ...args);
}

/** Runs the package's command with some environment variables more. */
export function runIn(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Outcome> {
  const bin = fileURLToPath(new URL('cli/bin.js', bundled));
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...args], { env: { ...process.env, ...env } }, (error, output, errors) => {
      resolve({ status: error === null ? 0 : Number(error.code), output, errors });
    });
  });
}
