import { defaultText, type Setting } from './setting.ts';
import { settings } from './settings.ts';

/** The settings as rows of a Markdown table, for `docs/settings.md`. */
export function settingsTable(): string {
  const rows = Object.entries(settings).map(
    ([name, setting]) => `| \`${name}\` | ${defaultText(setting)} | ${aboutText(name, setting)} |`,
  );
  return ['| variable | default | what it is |', '| --- | --- | --- |', ...rows].join('\n');
}

/** The settings as a file of environment variables, all of them commented out. */
export function envExample(): string {
  const entries = Object.entries(settings).map(([name, setting]) => {
    const byDefault = defaultText(setting);
    return [`# ${aboutText(name, setting)}${byDefault === '' ? '' : ` Default: ${byDefault}.`}`, `#${name}=`].join(
      '\n',
    );
  });
  return `${['# Settings of the server. Without any it runs against the embedded sandbox.', ...entries].join('\n\n')}\n`;
}

function aboutText(name: string, { about, isSecret }: Setting): string {
  return isSecret === true ? `${about} \`${name}_FILE\` may name a file that holds it.` : about;
}
