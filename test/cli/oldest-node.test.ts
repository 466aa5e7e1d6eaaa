import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { objectionTo } from '../../src/cli/oldest-node.ts';
import { bundled } from '../bundle.ts';

describe('the oldest Node', () => {
  it('is that of `engines`', () => {
    const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    const [, major = 0, minor = 0] = /^>=(\d+)\.(\d+)$/.exec(engines.node)?.map(Number) ?? [];
    expect(objectionTo(`${major}.${minor}.0`)).toBeNull();
    expect(objectionTo(`${major}.${minor - 1}.9`)).toBe(
      `dintero-graphql needs Node ${major}.${minor} or later; this is ${major}.${minor - 1}.9.`,
    );
  });

  it('is asked for before anything is imported that an older Node lacks', () => {
    const program = readFileSync(new URL('cli/bin.js', bundled), 'utf8');
    expect(program).not.toMatch(/^import\b/m);
    expect(program).toMatch(/=== null\) import\("/);
  });

  it.each(['24.0.0', '23.1.0', process.versions.node])('takes %s', (node) => expect(objectionTo(node)).toBeNull());

  it.each(['20.20.2', '18.0.0'])('does not take %s', (node) => expect(objectionTo(node)).toContain(node));
});
