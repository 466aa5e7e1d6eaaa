import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/**
 * Packs the product and installs the package below `directory`, as a user would.
 *
 * @returns the main file of the installed package
 */
export function installProduct(directory: string): string {
  const home = join(directory, 'product');
  mkdirSync(home, { recursive: true });
  const [packed] = JSON.parse(npm(root, 'pack', '--json', '--pack-destination', home));
  writeFileSync(join(home, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  npm(home, 'install', '--omit=dev', '--no-audit', '--no-fund', '--prefer-offline', `./${packed.filename}`);
  return join(home, 'node_modules', packed.name, 'dist', 'main.js');
}

/**
 * Builds the product in place, for a quick look.
 *
 * @returns its main file
 */
export function buildProduct(): string {
  npm(root, 'run', 'build');
  return join(root, 'dist', 'main.js');
}

/** Installs what the peers are made of as the lock file says; without `all` not those that only the whole comparison measures. */
export function installPeers({ all }: { all: boolean }): void {
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  npm(join(import.meta.dirname, 'peers'), 'ci', ...quiet, ...(all ? [] : ['--omit=dev', '--omit=optional']));
}

function npm(cwd: string, ...args: string[]): string {
  // The build prints to standard output as well: only the JSON at the end is wanted.
  const text = execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return text.slice(Math.max(0, text.search(/^[[{]/m)));
}
