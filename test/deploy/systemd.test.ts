import { execFileSync, spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

const unit = 'deploy/systemd/dintero-graphql.service';
const isInstalled = spawnSync('systemd-analyze', ['--version']).error === undefined;

it.skipIf(!isInstalled)('the unit of systemd is right, and leaves little open', () => {
  expect(spawnSync('systemd-analyze', ['verify', unit], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  const found = execFileSync('systemd-analyze', ['security', '--offline=true', '--threshold=20', unit], {
    encoding: 'utf8',
  });
  expect(found).toMatch(/exposure level.*OK/);
});
