import { readFileSync } from 'node:fs';
import { faultOf } from '../kernel/fault.ts';
import type { Env, Setting } from './setting.ts';
import { settings } from './settings.ts';

/** What Kubernetes sets in every pod for a service called `sandbox`: `SANDBOX_PORT=tcp://10.0.0.1:80`. */
const serviceLink = /^(tcp|udp|sctp):\/\//;

/** The text of every setting that is set. */
export interface Texts {
  /** By name; empty where the file that holds it cannot be read, which is one of the problems. */
  readonly texts: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
}

/**
 * Takes the settings from environment variables, and secrets also from the files that variables ending in `_FILE` name. An
 * empty variable counts as not set.
 */
export function readTexts(env: Env): Texts {
  const texts = new Map<string, string>();
  const problems: string[] = [];
  for (const [name, { isSecret }] of Object.entries<Setting>(settings)) {
    const value = env[name];
    const file = isSecret === true ? env[`${name}_FILE`] : undefined;
    if (value && !(name.endsWith('_PORT') && serviceLink.test(value))) texts.set(name, value);
    if (!file) continue;
    if (value) problems.push(`${name} and ${name}_FILE are both set: leave one of them out.`);
    const content = contentOf(file);
    if ('problem' in content) problems.push(`${name}_FILE names a file that ${content.problem}.`);
    texts.set(name, 'text' in content ? content.text : '');
  }
  return { texts, problems };
}

/** The name of every variable that is read. */
export function variableNames(): readonly string[] {
  return Object.entries<Setting>(settings).flatMap(([name, { isSecret }]) =>
    isSecret === true ? [name, `${name}_FILE`] : [name],
  );
}

function contentOf(file: string): { readonly text: string } | { readonly problem: string } {
  try {
    // Editors and `echo` end a file with a line break, which is no part of the secret.
    const text = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    return text === '' ? { problem: 'is empty' } : { text };
  } catch (error) {
    return { problem: `cannot be read: ${faultOf(error)}` };
  }
}
