import { InvalidTokenError } from '../auth/tokens/errors.ts';
import { refusalText } from '../auth/tokens/refusal.ts';
import { unverifiedViewer } from '../auth/tokens/unverified.ts';
import { anonymous, type Viewer } from '../auth/viewer.ts';
import { bounds } from '../config/bounds.ts';
import { readValues } from '../config/values.ts';
import type { Scope } from '../kernel/scope.ts';
import { accountId } from '../sandbox/account.ts';
import { isPersonaName, personas } from '../sandbox/personas.ts';
import { tokenSettings } from '../server/token-settings.ts';
import { exitWith } from './process.ts';

/** The arguments that say for which caller a command answers. */
export const callerArgs = {
  token: { type: 'string', description: 'An access token; its signature is not checked.', valueHint: 'jwt' },
  persona: { type: 'string', description: `Somebody of the sandbox: ${Object.keys(personas).join(', ')}.` },
  scopes: { type: 'string', description: 'Scopes, with spaces or commas between.' },
} as const;

/** The values of these arguments. */
export interface CallerArgs {
  readonly token?: string | undefined;
  readonly persona?: string | undefined;
  readonly scopes?: string | undefined;
}

/** The caller; null if no argument names one. */
export function callerOf({ token, persona, scopes }: CallerArgs): Viewer | null {
  if (token !== undefined) return holderOf(token);
  if (persona !== undefined) {
    if (!isPersonaName(persona)) return exitWith(`There is no such persona: ${Object.keys(personas).join(', ')}.`, 2);
    const known: { readonly scopes: readonly Scope[]; readonly customerId?: string } = personas[persona];
    return holder(known.scopes, known.customerId ?? null);
  }
  return scopes === undefined ? null : holder(scopeList(scopes), null);
}

/** Read as a server with these environment variables reads it, but for the signature. */
function holderOf(token: string): Viewer {
  const { values, problems } = readValues(process.env);
  if (problems.length > 0) exitWith(problems.join('\n'), 2);
  try {
    const options = tokenSettings({ ...bounds, ...values }, values.dinteroAccountId ?? accountId);
    return unverifiedViewer(token, options) ?? exitWith('That is not an access token.', 2);
  } catch (error) {
    if (error instanceof InvalidTokenError) return exitWith(refusalText(error), 2);
    throw error;
  }
}

/** Scopes of a text with spaces or commas between. */
export function scopeList(text: string): Scope[] {
  return text.split(/[\s,]+/).filter((scope) => scope !== '');
}

function holder(scopes: readonly Scope[], customerId: string | null): Viewer {
  return { ...anonymous, kind: customerId === null ? 'CLIENT' : 'CUSTOMER', customerId, scopes: new Set(scopes) };
}
