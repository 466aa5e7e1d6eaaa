import type { UserErrorCode } from '../../kernel/user-error-code.ts';
import type { UpstreamProblems } from '../../upstream/errors.ts';

/** What can be read from upstream's answer about one problem. */
export interface ToldProblem {
  /** Undefined if nothing in the answer says it. */
  readonly code: UserErrorCode | undefined;
  /** Path with upstream's names; undefined if the answer does not name a place. */
  readonly path: readonly (string | number)[] | undefined;
}

type Entry = UpstreamProblems['errors'][number];

/** What upstream says about each problem; at least one entry. */
export function toldBy(problems: UpstreamProblems | undefined): readonly ToldProblem[] {
  const { code, message, errors } = problems ?? { code: null, message: null, errors: [] };
  const whole = codeIn(code) ?? codeIn(message);
  if (errors.length === 0) return [{ code: whole, path: undefined }];
  return errors.map((entry) => ({ code: codeOf(entry) ?? whole, path: pathOf(entry) }));
}

/**
 * Upstream publishes neither its error codes nor the members of its error lists. Its one example has a code that repeats the
 * status, and a sentence for people. These words are the most that can be read from it.
 */
const words: readonly (readonly [UserErrorCode, RegExp])[] = [
  ['NOT_FOUND', /\b(not found|not exist|no such|unknown)\b/],
  ['ALREADY_TAKEN', /\b(duplicate|exists|held|already (exist|taken|used|in use|registered)|not unique)\b/],
  ['INSUFFICIENT_BALANCE', /\b(insufficient|not enough)\b/],
  ['EXPIRED', /\bexpired\b/],
  ['EXCEEDS_REMAINING', /\bexceeds (the )?(remaining|available|authorized|captured)\b/],
  [
    'WRONG_STATE',
    /\b((wrong|invalid|illegal) state|inactive|not (active|open|pending)|already (active|open|closed|cancelled|completed|captured|voided))\b/,
  ],
];

/** The code that the words of a text mean. Quoted words are ignored: they are the caller's, not upstream's. */
function codeIn(text: unknown): UserErrorCode | undefined {
  if (typeof text !== 'string') return undefined;
  const plain = text
    .replaceAll(/"[^"]*"|'[^']*'|`[^`]*`/g, ' ')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, ' ');
  return words.find(([, pattern]) => pattern.test(plain))?.[0];
}

const tellingMembers = ['code', 'keyword', 'type', 'message'];
const placeMembers = ['field', 'path', 'instancePath', 'dataPath', 'property'];

function codeOf(entry: Entry): UserErrorCode | undefined {
  for (const name of tellingMembers) {
    const code = codeIn(entry[name]);
    if (code !== undefined) return code;
  }
  return undefined;
}

function pathOf(entry: Entry): (string | number)[] | undefined {
  const place = placeMembers.map((name) => entry[name]).find((value) => value !== undefined);
  const parts = Array.isArray(place) ? place.map(String) : typeof place === 'string' ? place.split(/[/.[\]]+/) : [];
  const path = parts.filter((part) => part !== '').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  if (path[0] === 'body' || path[0] === 'requestBody') path.shift();
  return path.length === 0 ? undefined : path;
}
