import { absent, type Member } from '../../src/sandbox/members.ts';

/** A value that upstream might send in the place of another. */
export interface Oddity {
  readonly name: string;
  /** Whether the member is simply not there, which is no fault. */
  readonly isAbsence: boolean;
  readonly of: (value: unknown) => unknown;
}

/** What every member is replaced by, each in turn. */
export const oddities: readonly Oddity[] = [
  { name: 'missing', isAbsence: true, of: () => absent },
  { name: 'null', isAbsence: true, of: () => null },
  { name: 'another type', isAbsence: false, of: anotherType },
  { name: 'a value nobody thought of', isAbsence: false, of: unthoughtOf },
  { name: 'empty', isAbsence: false, of: (value) => (typeof value === 'string' ? '' : value) },
];

function anotherType(value: unknown): unknown {
  if (typeof value === 'string') return { text: value };
  if (typeof value === 'number') return `<${value}>`;
  if (typeof value === 'boolean') return 'perhaps';
  return 'odd';
}

function unthoughtOf(value: unknown): unknown {
  if (typeof value === 'string') return '2026-02-31 something_new';
  if (typeof value === 'number') return 1e300;
  if (typeof value === 'boolean') return 2;
  return Array.isArray(value) ? [null, 7] : {};
}

/** Where a value stands, whichever row it is of. */
export function placeOf(endpoint: string, { pointer }: Pick<Member, 'pointer'>): string {
  return `${endpoint} ${pointer.replaceAll(/\/\d+/g, '/*')}`;
}

/** Names of members of which the contract says that an object has them; lists and objects, which can be empty, are none. */
export function isNeeded({ value, schemas }: Member): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return schemas
    .flatMap(({ required = [] }) => required)
    .filter((name) => typeof Reflect.get(value, name) !== 'object');
}

/** Whether more is asked for by the id or cursor at a place: what the other call then answers is shown, and is right for it. */
export function isLead(place: string): boolean {
  return /^getOrder \/order_id$|\/starting_after$|\/(customer_id|draft_id|campaign_id|store\/id|customer\/id|term\/id)$/.test(
    place,
  );
}

/** Whether a value is one of a closed set: upstream may send one that is not known yet, which is null without an error. */
export function isOfClosedSet({ value, schemas }: Member): boolean {
  return typeof value === 'string' && schemas.some((schema) => schema.enum !== undefined);
}
