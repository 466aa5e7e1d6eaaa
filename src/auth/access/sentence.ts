import type { Scope } from '../../kernel/scope.ts';
import { type Gate, isIncluded, type Way } from './gate.ts';

/** Who may pass a gate, in sentences for the description of its field or type. */
export function sentence({ ways, carried, conditions }: Gate): string {
  const [first, ...others] = ways;
  const start = carried === undefined ? 'Needs' : 'Where it has to be loaded, needs';
  const finer = conditions.map(({ when, anyOf }) => ` Where ${when}, needs ${anyOf.map(code).join(' or ')} as well.`);
  return `${start} ${needs(first)}.${others.flatMap((way) => alternative(way, first)).join('')}${finer.join('')}`;
}

function needs({ rule: { scopeSets, ownDataScopes } }: Way): string {
  const sets = scopeSets.map((set) => set.map(code).join(' with ')).join(', ');
  const own = ownDataScopes.map(code).join(', ');
  return `${scopeSets.length > 1 ? 'one of ' : ''}${sets}${own === '' ? '' : ` (${own}: own data only)`}`;
}

/** Empty for a way that needs no other scopes than the first, and for a preferred way, which denies nobody. */
function alternative(way: Way, first: Way): string[] {
  return way.preferred || isIncluded(way, first) ? [] : [` Where ${way.when}, needs ${needs(way)}.`];
}

function code(scope: Scope): string {
  return `\`${scope}\``;
}
