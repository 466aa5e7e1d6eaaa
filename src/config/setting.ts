import { z } from 'zod';

/** Environment variables. */
export type Env = Readonly<Record<string, string | undefined>>;

/** What a value is where the variable is not set: with the embedded sandbox, and with an account. */
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
}

/** A setting whose value is null where its variable is not set. */
export function optional<Value>(schema: z.ZodType<Value, string>, about: string): Setting<Value | null> {
  return { schema, byDefault: { sandbox: null, account: null }, about };
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

/** A whole number within bounds, both included. */
export function whole(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message);
}

/** A switch. */
export const onOff = z
  .string()
  .regex(/^(on|off)$/, 'must be on or off')
  .transform((value) => value === 'on');

/** Any text. */
export const text = z.string();

/** Texts with commas between. */
export const list = z
  .string()
  .transform((value): readonly string[] =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  )
  .refine((items) => items.length > 0, 'must hold at least one value');

/** One of a few words. */
export function oneOf<const Value extends string>(...values: readonly [Value, ...Value[]]) {
  return z.enum(values, `must be one of ${values.join(', ')}`);
}

/** Some of a few words, with commas between. */
export function someOf<const Value extends string>(...values: readonly [Value, ...Value[]]) {
  return list.pipe(z.array(z.enum(values, `must be some of ${values.join(', ')}`)).readonly());
}

/** A place on the web: by https, on this machine by http, with nothing in it that could be a secret. */
export const url = z
  .string()
  .refine(
    isPlainUrl,
    'must be an https URL (http is accepted for this machine only) without user name, password, query and fragment',
  );

/** The same, where `{aid}` stands for the account. */
export const template = z
  .string()
  .refine(
    (value) => isPlainUrl(value.replaceAll('{aid}', 'P00000000')),
    'must be an https URL (http is accepted for this machine only), in which {aid} may stand for the account',
  );

function isPlainUrl(value: string): boolean {
  // An empty query or fragment shows in the text alone.
  if (!URL.canParse(value) || /[?#]/.test(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return (protocol === 'https:' || (protocol === 'http:' && isHere)) && username === '' && password === '';
}
