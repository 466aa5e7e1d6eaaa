import type { Viewer } from '../viewer.ts';
import { type Gate, type Way, wayOf } from './gate.ts';

/**
 * Stands for a value that is not known yet: a source that is not loaded, a variable without a value. It is a symbol because
 * sources, arguments and inputs are objects: the compiler then refuses code that does not check for it.
 */
export const notKnown: unique symbol = Symbol('not known');

/** What is known about a call before it runs. */
export interface Foreseen {
  /** The members of the parent that are known; `notKnown`: none are. */
  readonly source: object | typeof notKnown;
  /** The arguments whose values are known. */
  readonly args: object;
  /** The arguments whose values are not known, by name; true: it may be null. */
  readonly unknownArgs: ReadonlyMap<string, boolean>;
  /** Null: any viewer. */
  readonly viewer: Viewer | null;
}

/** What follows about a call before it runs. */
export interface Foresight {
  /** The input of the call; null: nothing will be called; `notKnown`: it depends on a value that is not known, or that is not valid. */
  readonly input: object | null | typeof notKnown;
  /** The ways that the call may take; one way if the input is known. */
  readonly ways: readonly Way[];
}

/** Works out the input of a gate's call, and which ways it may take, from what is known before it runs. */
export function foresee(gate: Gate, foreseen: Foreseen): Foresight {
  const { viewer } = foreseen;
  const input = exactInput(gate, foreseen);
  if (input === notKnown) return { input, ways: possibleWays(gate, foreseen) };
  if (input === null) return { input, ways: gate.ways };
  return {
    input,
    ways: viewer === null ? waysUntil(gate, (way) => way.applies(input)) : [wayOf(gate, input, viewer)],
  };
}

function exactInput(gate: Gate, { source, args, unknownArgs, viewer }: Foreseen): object | null | typeof notKnown {
  const known = unknownArgs.size === 0 ? args : guarded(args, (name) => !unknownArgs.has(name));
  const parent = source === notKnown ? nothingKnown : guarded(source, (name) => Object.hasOwn(source, name));
  try {
    const input = gate.input(parent, known, viewer ?? nobody) ?? null;
    return holds(input, isStandIn) ? notKnown : input;
  } catch {
    return notKnown;
  }
}

/** The ways that a call may take while its input is not known; values that are known may already rule some out. */
function possibleWays(gate: Gate, { source, args, unknownArgs }: Foreseen): readonly Way[] {
  if (gate.ways.length === 1) return gate.ways;
  try {
    const input = gate.input(filledSource(source), filledArgs(args, unknownArgs), anything);
    const readable = input ? withoutAnything(input) : {};
    return waysUntil(gate, (way) => appliesTo(way, readable));
  } catch {
    return gate.ways;
  }
}

/** Undefined: it depends on a value that is not known. */
function appliesTo(way: Way, input: object): boolean | undefined {
  try {
    return way.applies(input);
  } catch {
    return undefined;
  }
}

/** The ways that may be taken, up to the first that certainly applies. */
function waysUntil({ ways }: Gate, applies: (way: Way) => boolean | undefined): readonly Way[] {
  const found: Way[] = [];
  for (const way of ways) {
    const verdict = applies(way);
    if (verdict !== false) found.push(way);
    if (verdict === true && !way.preferred) break;
  }
  return found.length === 0 ? ways : found;
}

/**
 * Whether the input of a call needs nothing from its parent but these keys, so that the call can start before the parent is
 * loaded. The values of keys and arguments do not matter.
 */
export function isReadyWith(
  gate: Gate,
  keys: object,
  { args, unknownArgs }: Pick<Foreseen, 'args' | 'unknownArgs'>,
): boolean {
  const source = guarded(keys, (name) => Object.hasOwn(keys, name));
  try {
    return (gate.input(source, filledArgs(args, unknownArgs), anything) ?? null) !== null;
  } catch {
    return false;
  }
}

/**
 * The members of a gate's result (of each row, for a page) that are known before it is loaded. A stand-in takes the place of
 * each value that is not known; null: no members are known.
 */
export function knownShape(gate: Gate, { source, args, unknownArgs, viewer }: Foreseen): object | null {
  try {
    return gate.known?.(filledArgs(args, unknownArgs), viewer ?? something, filledSource(source)) ?? null;
  } catch {
    return null;
  }
}

/** Stand-in for a value that is not known and may be null; its members are stand-ins too. */
// biome-ignore lint/suspicious/noExplicitAny: it stands for a value of any type
const anything: any = standIn();
/** Stand-in for a value that is not known and is not null. */
// biome-ignore lint/suspicious/noExplicitAny: it stands for a value of any type
const something: any = standIn();

function standIn(): object {
  const self: object = new Proxy(() => undefined, {
    get: (_, name) => (name === Symbol.toPrimitive ? () => 1 : typeof name === 'symbol' ? undefined : self),
    apply: () => self,
  });
  return self;
}

function isStandIn(value: unknown): boolean {
  return value === anything || value === something;
}

/** Whether a value, or any value inside it, meets the condition. */
function holds(value: unknown, isWanted: (value: unknown) => boolean): boolean {
  if (isWanted(value)) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some((each) => holds(each, isWanted));
}

function filledArgs(args: object, unknownArgs: ReadonlyMap<string, boolean>): object {
  const values = [...unknownArgs].map(([name, mayBeNull]) => [name, mayBeNull ? anything : something]);
  return { ...args, ...Object.fromEntries(values) };
}

function filledSource(source: object | typeof notKnown): object {
  if (source === notKnown) return anything;
  return new Proxy(source, {
    get: (_, name) => (typeof name === 'symbol' || Object.hasOwn(source, name) ? Reflect.get(source, name) : anything),
  });
}

/** The input, such that reading a member that may be null throws. */
function withoutAnything(input: object): object {
  return guarded(input, (name) => Reflect.get(input, name) !== anything);
}

function guarded<Target extends object>(target: Target, isKnown: (name: string) => boolean): Target {
  const check = (name: string | symbol) => {
    if (typeof name === 'string' && !isKnown(name)) throw new TypeError(`${name} is not known yet`);
  };
  return new Proxy(target, {
    get(_, name) {
      check(name);
      return Reflect.get(target, name);
    },
    has(_, name) {
      check(name);
      return Reflect.has(target, name);
    },
    ownKeys() {
      throw new TypeError('not all members are known yet');
    },
  });
}

const nothingKnown = guarded({}, () => false);
// biome-ignore lint/suspicious/noExplicitAny: nothing of nobody in particular can be read
const nobody: any = nothingKnown;
