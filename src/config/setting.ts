import type { z } from 'zod';

/** Environment variables. */
export type Env = Readonly<Record<string, string | undefined>>;

/** The defaults: with the embedded sandbox, and with an account. */
export interface Default<Value> {
  readonly sandbox: Value;
  readonly account: Value;
}

/** One environment variable: how its text is read, what it is without one, and what people should know of it. */
export interface Setting<Value = unknown> {
  readonly schema: z.ZodType<Value, string>;
  /** Null: the setting has no value unless it is set. */
  readonly byDefault: Default<Value | null>;
  /** What it is for, with its unit. */
  readonly about: string;
  /** Whether the value is a secret: then `<name>_FILE` may name a file that holds it. Default: no. */
  readonly isSecret?: true;
}

/** A setting whose value is null where its variable is not set. */
export function optional<Value>(schema: z.ZodType<Value, string>, about: string): Setting<Value | null> {
  return { schema, byDefault: { sandbox: null, account: null }, about };
}

/** An optional setting whose value must not be seen by others. */
export function secretSetting<Value>(schema: z.ZodType<Value, string>, about: string): Setting<Value | null> {
  return { ...optional(schema, about), isSecret: true };
}

/** A setting with one default. */
export function setting<Value>(schema: z.ZodType<Value, string>, byDefault: NoInfer<Value>, about: string) {
  return { schema, byDefault: { sandbox: byDefault, account: byDefault }, about };
}

/** A setting whose default differs between the embedded sandbox and an account. */
export function byMode<Value>(schema: z.ZodType<Value, string>, byDefault: Default<NoInfer<Value>>, about: string) {
  return { schema, byDefault, about };
}

/** A default as one would write it into the environment; empty: there is none. */
export function defaultText({ byDefault: { sandbox, account } }: Setting): string {
  const [withSandbox, withAccount] = [valueText(sandbox), valueText(account)];
  return withSandbox === withAccount ? withAccount : `${withSandbox} with the sandbox, else ${withAccount || 'none'}`;
}

function valueText(value: unknown): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return String(value);
}
