import type { CallSite, Calls } from './call-site.ts';

/** Of alternatives the largest counts; sites of one endpoint may turn out to ask for the same, which is one call. */
export function totals(sites: readonly CallSite[]): Pick<Calls, 'least' | 'most' | 'known'> {
  const sure = new Set(sites.filter(({ least }) => least > 0).map(({ endpoint }) => endpoint));
  const sums = [...Map.groupBy(sites, (site) => (site.alternative ? site.path.join('.') : null)).values()].map(largest);
  return {
    least: sure.size,
    most: sumOf(sums.map(({ most }) => most)),
    known: sums.reduce((total, { known }) => total + known, 0),
  };
}

/** What the largest of the choices among sites of one path comes to. */
function largest(sites: readonly CallSite[]): { readonly most: number | null; readonly known: number } {
  const choices = [...Map.groupBy(sites, ({ choice }) => choice).values()];
  const most = choices.map((each) => sumOf(each.map((site) => site.most)));
  const bounds = most.filter((each) => each !== null);
  return {
    most: bounds.length < most.length ? null : Math.max(...bounds),
    known: Math.max(...choices.map((each) => each.reduce((total, site) => total + site.known, 0))),
  };
}

/** Null: one of them has no bound. */
function sumOf(bounds: readonly (number | null)[]): number | null {
  return bounds.reduce<number | null>((sum, each) => (sum === null || each === null ? null : sum + each), 0);
}
