import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFailed, TestRunner } from 'vitest';

/** A program that was started, and what it has said so far. */
export interface Program {
  readonly pid: number;
  /** Waits until standard output says this; fails when the program ends first. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Sends a signal, none to just wait, and gives what the program left behind. */
  end(signal?: NodeJS.Signals): Promise<{ code: number | null; stdout: string; stderr: string }>;
}

const running = new Set<ChildProcess>();

/**
 * Starts a program with these variables of the environment alone. It ends with its test file at the latest, and has none of
 * the streams of the process that runs tests: one that outlives a failed test and holds them keeps Vitest waiting forever.
 */
export function startProgram(
  command: string,
  args: readonly string[],
  { cwd, env }: { readonly cwd?: string; readonly env: NodeJS.ProcessEnv },
): Program {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let stdout = '';
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  // Started for a whole file it has no test of its own.
  if (TestRunner.getCurrentTest() !== undefined)
    onTestFailed(() => console.error(`${[command, ...args].join(' ')} had said:\n${stdout}${stderr}`));
  const closed = once(child, 'close').finally(() => running.delete(child));
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

/** Ends all that still run. */
export function endPrograms(): void {
  for (const child of running) child.kill('SIGKILL');
}
