import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

let folder: string;
let compiled: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dintero-graphql-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  compiled = join(folder, '.compiled');
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  cpSync('src/cli/keep-compiled.ts', join(folder, 'keep-compiled.ts'));
  writeFileSync(join(folder, 'later.js'), 'console.log("ran");');
  writeFileSync(
    join(folder, 'main.js'),
    'import { keepCompiled } from "./keep-compiled.ts"; keepCompiled(); await import("./later.js");',
  );
});

/** What the program says, with what Node tells of what was compiled before. */
function run(env: Readonly<Record<string, string>> = {}): string {
  const { stdout, stderr } = spawnSync(process.execPath, ['main.js'], {
    cwd: folder,
    env: { NODE_DEBUG_NATIVE: 'COMPILE_CACHE', ...env },
    encoding: 'utf8',
  });
  return stdout + stderr;
}

describe('what is compiled', () => {
  it('is kept for the next start', () => {
    expect(run()).not.toContain('was accepted');
    const second = run();
    expect(second).toContain('ran');
    expect(second).toMatch(/later\.js was accepted/);
  });

  it('is not kept where nothing can be written', () => {
    writeFileSync(compiled, '');
    expect(run()).toContain('ran');
  });

  it('is kept in NODE_COMPILE_CACHE where it is set', () => {
    run({ NODE_COMPILE_CACHE: join(folder, 'other') });
    expect(readdirSync(folder)).toContain('other');
    expect(readdirSync(folder)).not.toContain('.compiled');
  });
});
