import type { Scope } from '../kernel/scope.ts';
import type { AudienceScopes, ExplainedField, Explanation } from './explain.ts';

/** An explanation for people: a tree of the gated fields, what is needed, and what it costs. */
export function explanationText({ operation, scopes, fields, calls, viewer }: Explanation): string {
  const costs = new Map<string, string[]>();
  for (const { path, method, template, least, most, known, batched, wave } of calls.sites) {
    const count = most === null ? `${least} to ${known} or more` : least === most ? `${most}` : `${least} to ${most}`;
    const line = `${count} × ${method} ${template}, wave ${wave}${batched ? ', batched' : ''}`;
    const key = path.join('.');
    costs.set(key, [...(costs.get(key) ?? []), line]);
  }
  return [
    `${operation.kind} ${operation.name ?? '(without a name)'}`,
    ...fields.flatMap((field, index) => {
      const isFirstOfPath = fields[index - 1]?.path !== field.path;
      return fieldLines(field, isFirstOfPath ? (costs.get(field.path) ?? []) : []);
    }),
    '',
    ...audienceLines('Staff and API clients need', scopes.staff),
    ...audienceLines('A customer needs', scopes.customer),
    '',
    `Upstream calls: ${calls.least} to ${calls.most ?? `${calls.known} or more`}, in ${calls.waves} ${calls.waves === 1 ? 'wave' : 'waves'}`,
    ...calls.perItem.map(({ coordinate, known, query }) => `  for each item: ${coordinate}, up to ${known}; ${query}`),
    ...(viewer === null
      ? []
      : [
          '',
          `For ${viewer.kind}${viewer.customerId === null ? '' : ` ${viewer.customerId}`} with ${viewer.scopes.join(', ') || 'no scopes'}`,
        ]),
  ].join('\n');
}

function fieldLines(field: ExplainedField, costs: readonly string[]): string[] {
  const { path, coordinate, required, ownData, conditions, carried, certain, verdict } = field;
  const indent = '  '.repeat(path.split('.').length);
  const own = ownData.length === 0 ? '' : ` (${ownData.join(', ')}: own data only)`;
  return [
    `${indent}${path.split('.').at(-1)}  ${coordinate}${certain ? '' : '  (may be left out)'}${verdict === null ? '' : `  ${verdictText(verdict)}`}`,
    `${indent}  ${carried ? 'carried by its parent' : `needs ${setsText(required)}${own}`}`,
    ...conditions.map(({ when, anyOf }) => `${indent}  where ${when}, ${anyOf.join(' or ')} as well`),
    ...costs.map((cost) => `${indent}  ${cost}`),
  ];
}

function verdictText(verdict: NonNullable<ExplainedField['verdict']>): string {
  if (verdict.decision === 'allowed') return 'ALLOWED';
  if (verdict.decision === 'depends') return `DEPENDS on the ${verdict.on}`;
  return verdict.code === 'NOT_OWNER'
    ? 'DENIED: belongs to somebody else'
    : `DENIED: lacks ${setsText(verdict.missing)}`;
}

const shown = 3;

function audienceLines(title: string, { sets, reason, forcedBy, closed }: AudienceScopes): string[] {
  const [best, ...others] = sets ?? [];
  return [
    best === undefined ? `${title}: too many possibilities to list` : `${title}: ${best.join(' and ') || 'no scope'}`,
    ...forcedBy.map(({ scope, coordinates }) => `  ${scope} for ${coordinates.join(', ') || 'several fields'}`),
    ...(reason === null ? [] : [`  ${reason}`]),
    ...others.slice(0, shown).map((set) => `  or ${set.join(' and ')}`),
    ...(others.length > shown ? [`  or ${others.length - shown} others`] : []),
    ...(closed.length === 0 ? [] : [`  closed to them: ${closed.join(', ')}`]),
  ];
}

/** Scope sets as words: `a, or b and c`. */
export function setsText(sets: readonly (readonly Scope[])[]): string {
  return sets.map((set) => set.join(' and ')).join(', or ');
}
