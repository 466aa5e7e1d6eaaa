import type { Deviation } from './deviation.ts';
import { keyDeviations } from './keys.ts';
import { listDeviations } from './lists.ts';
import { tokenDeviations } from './tokens.ts';
import { valueDeviations } from './values.ts';
import { wireDeviations } from './wire.ts';

/** Every way in which the sandbox can differ from the contract, by name. */
export const deviations = {
  ...tokenDeviations,
  ...keyDeviations,
  ...valueDeviations,
  ...listDeviations,
  ...wireDeviations,
} as const satisfies Record<string, Deviation>;

/** Names of the deviations. */
export type DeviationName = keyof typeof deviations;

/** Whether there is a deviation of this name. */
export function isDeviationName(name: string): name is DeviationName {
  return Object.hasOwn(deviations, name);
}

/** All of what some deviations do, each after the one before. */
export function combined(names: readonly DeviationName[]): Required<Omit<Deviation, 'about'>> {
  const chosen: readonly Deviation[] = names.map((name) => deviations[name]);
  return {
    grant: (clientId, scopes) => chosen.reduce((left, { grant }) => grant?.(clientId, left) ?? left, scopes),
    claims: (claims, accountId) => chosen.reduce((left, each) => each.claims?.(left, accountId) ?? left, claims),
    request: (match) => chosen.reduce((left, { request }) => request?.(left) ?? left, match),
    refuse: (match, authorization) => firstOf(chosen, ({ refuse }) => refuse?.(match, authorization)),
    member: (member) =>
      chosen.reduce(
        (value, each) => (each.member === undefined ? value : each.member({ ...member, value })),
        member.value,
      ),
    body: (match, body) =>
      chosen.reduce((left, each) => (each.body === undefined ? left : each.body(match, left)), body),
    wire: (body) => chosen.reduce((left, { wire }) => wire?.(left) ?? left, body),
  };
}

function firstOf<Item, Result>(items: readonly Item[], ask: (item: Item) => Result | undefined): Result | undefined {
  for (const item of items) {
    const result = ask(item);
    if (result !== undefined) return result;
  }
  return undefined;
}

/** The deviations as rows of a Markdown table. */
export function deviationsTable(): string {
  const rows = Object.entries(deviations).map(([name, { about }]) => `| \`${name}\` | ${about} |`);
  return ['| name | what differs |', '| --- | --- |', ...rows].join('\n');
}
