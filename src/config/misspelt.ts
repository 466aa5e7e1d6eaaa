import type { Env } from './setting.ts';

/** First words of names that are ours alone. `SANDBOX_…`, `CORS_…` and the like are everybody's, and are held to edits. */
const ours = /^(CHECKOUT|DINTERO|JWKS|TOKEN|UPSTREAM)_/i;

/** What Kubernetes makes up for a service: `DINTERO_GRAPHQL_PORT_80_TCP_ADDR`. */
const serviceLink =
  /_SERVICE_PORT_|_(SERVICE_HOST|SERVICE_PORT|PORT|PORT_\d{1,5}_(TCP|UDP|SCTP)(_(ADDR|PORT|PROTO))?)$/;

/**
 * A problem for every variable that nearly has the name of a setting that is not set, or a name of our kind
 * (`UPSTREAM_…`) that no setting has. Names of one word, `PORTS`, are let be: too many programs have such.
 *
 * @param settings names of all settings
 */
export function misspeltNames(env: Env, settings: readonly string[]): readonly string[] {
  const missing = settings.filter((name) => !env[name] && name.includes('_'));
  return Object.keys(env)
    .filter((name) => name.includes('_') && !settings.includes(name) && !serviceLink.test(name))
    .flatMap((name) => {
      const [upper, limit] = [name.toUpperCase(), edits(name)];
      const near = missing.find((setting) => isNear(upper, setting, limit));
      if (near !== undefined) return [`${name} is not a setting; did you mean ${near}?`];
      return ours.test(name) ? [`${name} is not a setting.`] : [];
    });
}

/** Edits at most between a name and the setting that was meant: a name that is ours may be further off. */
function edits(name: string): number {
  return ours.test(name) ? 3 : Math.min(2, Math.floor(name.length / 4));
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
