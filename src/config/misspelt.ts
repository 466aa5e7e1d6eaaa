import type { Env } from './setting.ts';

/** First words of names that are ours alone. Other programs, CI systems among them, set `UPSTREAM_…` and `TOKEN_…` as well. */
const ours = /^(CHECKOUT|DINTERO|JWKS)_/i;
const alsoOurs = /^(UPSTREAM|TOKEN)_/i;

/** What Kubernetes makes up for a service: `DINTERO_GRAPHQL_PORT_80_TCP_ADDR`. */
const serviceLink =
  /_SERVICE_PORT_|_(SERVICE_HOST|SERVICE_PORT|PORT|PORT_\d{1,5}_(TCP|UDP|SCTP)(_(ADDR|PORT|PROTO))?)$/;

/** Letters that the name of a setting has at least where one that is not quite the same is taken for it. */
const leastLetters = 8;

/** What is to say of names that are nobody's. */
export interface StrangeNames {
  /** Of variables that are nearly a setting, or begin as only ours do: the server does not start. */
  readonly problems: readonly string[];
  /** Of variables that begin as ours and others' do. */
  readonly warnings: readonly string[];
}

/**
 * Looks for variables that are no setting and were perhaps meant to be one.
 *
 * @param settings names of all variables that are read
 */
export function strangeNames(env: Env, settings: readonly string[]): StrangeNames {
  const missing = settings.filter((name) => !env[name]).map((name) => ({ name, letters: lettersOf(name) }));
  const problems: string[] = [];
  const warnings: string[] = [];
  for (const name of Object.keys(env)) {
    if (settings.includes(name) || serviceLink.test(name)) continue;
    const written = [lettersOf(name), lettersOf(name.replace(/^(DINTERO[_-]?)?GRAPHQL[_-]?/i, ''))];
    const meant = missing.find(({ letters }) => written.some((each) => isMeant(each, letters, ours.test(name))));
    if (meant !== undefined) problems.push(`${name} is not a setting; did you mean ${meant.name}?`);
    else if (ours.test(name)) problems.push(`${name} is not a setting.`);
    else if (alsoOurs.test(name)) warnings.push(name);
  }
  return { problems, warnings };
}

/** What is left of a name when nobody minds how it is written: `ACCESS-MODE` and `AccessMode` are `accessmode`. */
function lettersOf(name: string): string {
  return name.toLowerCase().replaceAll(/[_-]/g, '');
}

function isMeant(written: string, setting: string, isOurs: boolean): boolean {
  if (written === setting) return true;
  const most = Math.min(isOurs ? 3 : 2, Math.floor(written.length / 4));
  return (isOurs || setting.length >= leastLetters) && isNear(written, setting, most);
}

/**
 * Whether so many letters, or less, are to add, drop or change to get from one text to the other (Levenshtein). Nearly all
 * pairs are told apart by their first letters: a start with hundreds of variables compares tens of thousands.
 */
function isNear(from: string, to: string, limit: number): boolean {
  if (Math.abs(from.length - to.length) > limit) return false;
  const letters = [...to];
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const letter of from) {
    const next = [(row[0] ?? 0) + 1];
    for (const [column, other] of letters.entries()) {
      const changed = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    if (Math.min(...next) > limit) return false;
    row = next;
  }
  return (row[to.length] ?? 0) <= limit;
}
