import { describe, expect, it } from 'vitest';
import { commandText } from '../../src/cli/process.ts';
import { runIn } from './run.ts';

describe('what the commands say to run', () => {
  it('is there in an app, which has none of our scripts', async () => {
    const { status, errors } = await runIn({ SANDBOX_PORT: '9' }, 'token', 'helpdesk');
    expect(status).toBe(1);
    expect(errors).toContain('npx dintero-graphql start');
    expect(errors).not.toContain('npm ');
  });

  it('is a script of ours in the repository', () => {
    expect(commandText('token', 'helpdesk')).toBe('npm run -s token -- helpdesk');
  });
});
