import { z } from 'zod';
import { list, text } from './setting.ts';

/** Forms of the claim that holds a customer's id. */
export const customerForms = list.refine(
  (forms) => forms.every((form) => form.split('{customer}').length === 2),
  'must hold {customer} once in each form',
);

/** Origins that browsers may call from. */
export const origins = text
  .transform((value) => value.split(',').map((item) => item.trim()))
  .refine((items) => items.every(isOrigin), 'must be origins as browsers send them, without a slash or path, or *');

/** What browsers send: scheme, host and a port that is not the scheme's own; `:*` stands for any port. */
function isOrigin(item: string): boolean {
  const origin = item.endsWith(':*') ? item.slice(0, -2) : item;
  return item === '*' || (/^https?:/.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin);
}

/** Names of headers. */
export const headerNames = text
  .transform((value) => value.split(',').map((item) => item.trim()))
  .refine((names) => names.every((name) => /^[\w!#$%&'*+.^`|~-]+$/.test(name)), 'must be names of headers');

/** Address of a Redis or Valkey. */
export const redisUrl = z.string().regex(/^rediss?:\/\/\S+$/, 'must be a redis:// or rediss:// URL');

/** Id of an account. */
export const accountIdForm = z.string().regex(/^[PT]\d{8}$/, 'must be P or T and eight digits');
