import { fileURLToPath } from 'node:url';
import { bundled } from './bundle.ts';
import { type Program, startProgram } from './program.ts';

const cwd = fileURLToPath(new URL('..', import.meta.url));

/** Starts the package's server as a program of its own, with these variables of the environment alone and options of Node. */
export function run(env: Readonly<Record<string, string>>, ...options: readonly string[]): Program {
  return start([...options, fileURLToPath(new URL('main.js', bundled))], env);
}

/** The same from the source. */
export function runSource(env: Readonly<Record<string, string>>, ...options: readonly string[]): Program {
  return start([...options, 'src/main.ts'], env);
}

function start(args: readonly string[], env: Readonly<Record<string, string>>): Program {
  const cache = process.env['NODE_COMPILE_CACHE'];
  return startProgram(process.execPath, args, { cwd, env: { NODE_COMPILE_CACHE: cache, ...env } });
}
