import { defineCommand } from 'citty';
import { type Config, ConfigError, readConfig } from '../../config/config.ts';
import { exitWith } from '../process.ts';
import { checkAccount } from './account.ts';
import { type Step, stepText } from './step.ts';

/** `check`: tries the account without changing anything, and prints for each step what it found and what to change. */
export const checkCommand = defineCommand({
  meta: {
    name: 'check',
    description:
      'Tries the account with the settings of the environment, reading only, and says what to change. Status 1: something has to be.',
  },
  args: {
    token: {
      type: 'string',
      description: "An access token to try; - reads it from standard input. Default: one of the server's own client.",
      valueHint: 'jwt',
    },
    json: { type: 'boolean', description: 'JSON instead of text.' },
  },
  async run({ args }) {
    const config = configOrExit();
    if (config.dintero === null)
      exitWith(
        'DINTERO_ACCOUNT_ID must be set: there is no account to try. To try the sandbox, see docs/going-live.md.',
        2,
      );
    const token = args.token === '-' ? await standardInput() : (args.token ?? null);
    const steps: Step[] = [];
    for await (const step of checkAccount(config, config.dintero, token)) {
      steps.push(step);
      if (args.json) console.error(`${steps.length} ${step.name}`);
      else console.log(stepText(step));
    }
    const wrong = steps.filter(({ ok }) => ok === false).length;
    if (args.json) console.log(JSON.stringify({ ok: wrong === 0, account: config.dintero.accountId, steps }, null, 2));
    else console.log(wrong === 0 ? '\nNothing has to be changed.' : `\n${wrong} of ${steps.length} steps failed.`);
    if (wrong > 0) process.exitCode = 1;
  },
});

function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (error instanceof ConfigError)
      return exitWith(['The configuration is wrong:', ...error.problems].join('\n  '), 2);
    throw error;
  }
}

async function standardInput(): Promise<string> {
  const chunks: string[] = [];
  for await (const chunk of process.stdin.setEncoding('utf8')) chunks.push(String(chunk));
  return chunks.join('').trim();
}
