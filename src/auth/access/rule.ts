import {
  allOf,
  type Doing,
  grants,
  isOwnDataScope,
  type Scope,
  type ScopedEndpoint,
  scopeSets,
} from '../../kernel/scope.ts';
import type { Viewer } from '../viewer.ts';

/** Which scopes give access to a set of endpoints that are all called. */
export interface Rule {
  /** Scope sets, any one of which gives access, as the schema shows them: an OR of ANDs. */
  readonly scopeSets: readonly (readonly Scope[])[];
  /** The `user:` scopes among them: they give access to the caller's own data only. */
  readonly ownDataScopes: readonly Scope[];
  /** Whether an argument is a secret that gives access by itself, so that `user:` scopes count whoever owns the data. */
  readonly holder: boolean;
  readonly doing: Doing;
}

/**
 * The rule of endpoints that are all called: their published scopes. `user:` scopes count only if each endpoint says whose
 * data it is about.
 *
 * @throws Error if an endpoint lists no scope that counts
 */
export function ruleOf(endpoints: readonly ScopedEndpoint[]): Rule {
  const sets = scopeSets(endpoints.map(countedScopes));
  const holder = endpoints.every(({ owner }) => owner === 'holder');
  return {
    scopeSets: sets,
    ownDataScopes: holder ? [] : [...new Set(sets.flat().filter(isOwnDataScope))],
    holder,
    doing: holder ? null : doingOf(endpoints),
  };
}

function doingOf(endpoints: readonly ScopedEndpoint[]): Doing {
  const reading = endpoints.filter(({ method }) => method === 'GET').length;
  if (reading === 0) return 'write';
  return reading === endpoints.length ? 'read' : null;
}

function countedScopes({ name, scopes, owner }: ScopedEndpoint): readonly Scope[] {
  const counted = owner === null ? scopes.filter((scope) => !isOwnDataScope(scope)) : scopes;
  if (counted.length === 0) throw new Error(`No scope admits to ${name}: it does not say whose data it is about.`);
  return counted;
}

/** The rule, with one scope of each of these lists needed in addition. */
export function stricter(rule: Rule, anyOf: readonly (readonly Scope[])[]): Rule {
  if (anyOf.length === 0) return rule;
  return { ...rule, scopeSets: allOf([rule.scopeSets, ...anyOf.map((list) => list.map((scope) => [scope]))]) };
}

/** What the viewer's scopes alone decide; `'own'`: allowed for the viewer's own data. */
export function verdict(rule: Rule, viewer: Viewer): 'allowed' | 'own' | 'denied' {
  let own = false;
  for (const set of rule.scopeSets) {
    if (!set.every((scope) => grants(viewer.scopes, scope, rule.doing))) continue;
    if (rule.holder || !set.some(isOwnDataScope)) return 'allowed';
    own = true;
  }
  return own ? 'own' : 'denied';
}
