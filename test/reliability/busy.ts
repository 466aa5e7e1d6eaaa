/**
 * Runs the tests while other programs keep the machine busy: `npm run test:busy`, with files of tests as Vitest takes them. Tests
 * that fail here and not by themselves count on time. `--others 8` is how many programs.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { others: { type: 'string', default: '8' } },
});

const others = Array.from({ length: Number(values.others) }, () => spawn(process.execPath, ['-e', 'for (;;);']));
const tests = spawn('npx', ['vitest', 'run', ...positionals], { stdio: 'inherit' });
process.once('SIGINT', () => tests.kill('SIGINT'));
const [code] = await once(tests, 'close');
for (const other of others) other.kill('SIGKILL');
process.exitCode = code ?? 1;
