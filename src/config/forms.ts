import { isIP } from 'node:net';
import { z } from 'zod';

/** A whole number within bounds, both included. */
export function whole(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message);
}

/** A boolean. */
export const onOff = z
  .string()
  .regex(/^(on|off)$/, 'must be on or off')
  .transform((value) => value === 'on');

/** Any text. A space at an end is never meant, and nothing that is compared with it would be equal. */
export const text = z
  .string()
  .refine((value) => !/^\s|\s$|\p{Cc}/u.test(value), 'must not begin or end with a space or hold control characters');

/** Texts separated by commas. */
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

/** Some of a few words, separated by commas. */
export function someOf<const Value extends string>(...values: readonly [Value, ...Value[]]) {
  return list.pipe(z.array(z.enum(values, `must be some of ${values.join(', ')}`)).readonly());
}

/** A URL: https, or http on this machine, without credentials or other secrets. */
export const url = z
  .string()
  .refine(
    isPlainUrl,
    'must be an https URL (http is accepted for this machine only) without user name, password, query and fragment',
  );

/** The same; `{aid}` is replaced by the account id. */
export const template = z
  .string()
  .refine(
    (value) => isPlainUrl(value.replaceAll('{aid}', 'P00000000')),
    'must be an https URL (http is accepted for this machine only), in which {aid} may stand for the account',
  );

/** Whether a text names an HTTP proxy, perhaps with a name and a password. */
export function isProxyUrl(value: string): boolean {
  return /^https?:\/\/[^/]/.test(value) && URL.canParse(value);
}

function isPlainUrl(value: string): boolean {
  // An empty query or fragment shows in the text alone.
  if (!URL.canParse(value) || /[?#]/.test(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return (protocol === 'https:' || (protocol === 'http:' && isHere)) && username === '' && password === '';
}

/** Forms that each contain `{customer}` once, separated by commas. */
export const customerForms = list.refine(
  (forms) => forms.every((form) => form.split('{customer}').length === 2),
  'must hold {customer} once in each form',
);

/** Values that may contain `{account}`, separated by commas. */
export const accountList = list.refine(
  (items) => items.every((item) => !/[{}]/.test(item.replaceAll('{account}', ''))),
  'must hold no other placeholder than {account}',
);

/** The id of an account at Dintero. */
export const accountIdForm = z.string().regex(/^[PT]\d{8}$/, 'must be P or T and eight digits');

/** The id of an API client. */
export const clientId = text.refine(
  (value) => !value.includes(':'),
  'must not hold a colon: basic authentication cannot send it',
);

/** URL of a Redis or Valkey server. */
export const redisUrl = text.refine(
  isRedisUrl,
  'must be a redis:// or rediss:// URL, with a number in the path if any',
);

function isRedisUrl(value: string): boolean {
  return /^rediss?:\/\/[^/]/.test(value) && URL.canParse(value) && /^\/?\d*$/.test(new URL(value).pathname);
}

/** An HTTP proxy, or none. */
export const proxy = text.refine(
  (value) => value === 'off' || isProxyUrl(value),
  'must be an http:// or https:// URL, or off',
);

/** Origins of pages, separated by commas. */
export const origins = text
  .transform((value) => value.split(',').map((item) => item.trim()))
  .refine((items) => items.every(isOrigin), 'must be origins as browsers send them, without a slash or path, or *');

/** Of apps in a web view: `capacitor://localhost`. Pages of the last four schemes have the origin `null`, or make no requests. */
const appOrigin = /^(?!https?:|file:|ftp:|wss?:)[a-z][a-z\d+.-]*:\/\/[a-z\d.-]+(:\d{1,5})?$/;

/** What browsers send: scheme, host and a port that is not the scheme's own; `:*` stands for any port. */
function isOrigin(item: string): boolean {
  const origin = item.endsWith(':*') ? item.slice(0, -2) : item;
  if (item === '*' || appOrigin.test(origin)) return true;
  return /^https?:/.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin;
}

/** Header names as defined in RFC 9110. */
const headerPattern = /^[\w!#$%&'*+.^`|~-]+$/;

/** A header name in lower case. */
export const headerName = text
  .regex(headerPattern, 'must be the name of a header')
  .transform((name) => name.toLowerCase());

/** Header names, separated by commas. */
export const headerNames = text
  .transform((value) => value.split(',').map((item) => item.trim()))
  .refine((names) => names.every((name) => headerPattern.test(name)), 'must be names of headers');

/** Addresses and networks, `10.0.0.0/8`, separated by commas. */
export const networks = list.refine(
  (items) => items.every((item) => networkOf(item) !== null),
  'must be addresses, or networks such as 10.0.0.0/8',
);

/** A network as its address and the bits that its members share, all of them for a single address; null for other texts. */
export function networkOf(item: string): { address: string; prefix: number; family: 'ipv4' | 'ipv6' } | null {
  const [address = '', written] = item.split('/');
  const version = isIP(address);
  const bits = version === 4 ? 32 : 128;
  const prefix = Number(written ?? bits);
  if (version === 0 || !/^\d{1,3}$/.test(written ?? '0') || prefix > bits) return null;
  return { address, prefix, family: version === 4 ? 'ipv4' : 'ipv6' };
}

/** Settings that let more in than a server for everybody should, with the words in which a warning names them. */
export const relaxations = [
  'ACCESS_MODE',
  'ALLOW_ANONYMOUS',
  'GRAPHIQL',
  'EXPLAIN',
  'CONTRACT_CHECK',
  'CORS_ORIGINS',
] as const;
