import { camelCase } from '../kernel/names.ts';
import { readTexts } from './environment.ts';
import type { Env, Setting } from './setting.ts';
import { type SettingName, settings } from './settings.ts';

type Camel<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Lowercase<Head>}${Capitalize<Camel<Tail>>}`
  : Lowercase<Name>;

/** The value of every setting; `MAX_REQUEST_BYTES` is `maxRequestBytes`. */
export type Values = {
  readonly [Name in SettingName as Camel<Name>]: (typeof settings)[Name] extends Setting<infer Value> ? Value : never;
};

/** What the environment says. */
export interface Reading {
  /** Every setting's value: its default where it is not set or wrong. */
  readonly values: Values;
  /** What is wrong, without any value. */
  readonly problems: string[];
  /** Whether a setting is set, be it to something wrong. */
  readonly isGiven: (name: SettingName) => boolean;
}

/** Reads every setting by itself. */
export function readValues(env: Env): Reading {
  const { texts, problems: unread } = readTexts(env);
  const problems = [...unread];
  const mode = texts.has('DINTERO_ACCOUNT_ID') ? 'account' : 'sandbox';
  const entries = Object.entries<Setting>(settings).map(([name, { schema, byDefault }]) => {
    const result = texts.get(name) ? schema.safeParse(texts.get(name)) : null;
    const messages = new Set(result?.error?.issues.map(({ message }) => message));
    for (const message of messages) problems.push(`${name} ${message}.`);
    return [camelCase(name.toLowerCase()), result?.success ? result.data : byDefault[mode]] as const;
  });
  // Made from every setting just now, each by its own schema.
  return { values: Object.fromEntries(entries) as Values, problems, isGiven: (name) => texts.has(name) };
}
