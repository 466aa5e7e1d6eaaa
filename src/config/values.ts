import { camelCase } from '../kernel/names.ts';
import type { Env, Setting } from './setting.ts';
import { type SettingName, settings } from './settings.ts';

type Camel<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Lowercase<Head>}${Capitalize<Camel<Tail>>}`
  : Lowercase<Name>;

/** The value of every setting; `MAX_REQUEST_BYTES` is `maxRequestBytes`. */
export type Values = {
  readonly [Name in SettingName as Camel<Name>]: (typeof settings)[Name] extends Setting<infer Value> ? Value : never;
};

/** Every setting's value, its default where it is not set or wrong, and what is wrong, without any value. */
export function readValues(env: Env): { values: Values; problems: string[] } {
  const problems: string[] = [];
  const mode = env['DINTERO_ACCOUNT_ID'] ? 'account' : 'sandbox';
  const entries = Object.entries<Setting>(settings).map(([name, { schema, byDefault }]) => {
    const given = env[name];
    const result = given === undefined || given === '' ? null : schema.safeParse(given);
    const messages = new Set(result?.error?.issues.map(({ message }) => message));
    for (const message of messages) problems.push(`${name} ${message}.`);
    return [camelCase(name.toLowerCase()), result?.success ? result.data : byDefault[mode]] as const;
  });
  // Made from every setting just now, each by its own schema.
  return { values: Object.fromEntries(entries) as Values, problems };
}
