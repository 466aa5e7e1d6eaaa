import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { bundled } from './bundle.ts';
import { suiteSettings } from './suite-settings.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A program that was started, and what it has said so far. */
export interface Program {
  readonly pid: number;
  /** Waits until standard output says this; fails when the program ends first. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Sends a signal, none to just wait, and gives what the program left behind. */
  end(signal?: NodeJS.Signals): Promise<{ code: number | null; stdout: string; stderr: string }>;
}

/**
 * Starts the package's server as a program of its own, with these variables of the environment alone and options of Node; it
 * ends with the test.
 */
export function run(env: Readonly<Record<string, string>>, ...options: readonly string[]): Program {
  return start([...options, fileURLToPath(new URL('main.js', bundled))], env);
}

/** The same from the source. */
export function runSource(env: Readonly<Record<string, string>>, ...options: readonly string[]): Program {
  return start([...options, 'src/main.ts'], env);
}

function start(args: readonly string[], env: Readonly<Record<string, string>>): Program {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'], ...suiteSettings, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let stdout = '';
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  const closed = once(child, 'close');
  return {
    pid: child.pid ?? Number.NaN,
    async says(pattern) {
      for (;;) {
        const match = pattern.exec(stdout);
        if (match !== null) return match;
        const ended = await Promise.race([once(child.stdout, 'data').then(() => false), closed.then(() => true)]);
        if (ended && !pattern.test(stdout)) throw new Error(`The program ended without saying so: ${stderr}`);
      }
    },
    async end(signal) {
      if (signal !== undefined) child.kill(signal);
      await closed;
      return { code: child.exitCode, stdout, stderr };
    },
  };
}
