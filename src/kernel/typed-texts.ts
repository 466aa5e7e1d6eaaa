import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isScalarType,
} from 'graphql';
import type { InputProblem } from './input-error.ts';
import { isRecord } from './record.ts';
import { type TextKind, textRules } from './texts.ts';

/** Arguments of a field, or fields of an input. */
export type Declared = readonly (GraphQLArgument | GraphQLInputField)[];

type Path = InputProblem['path'];

const kinds: Readonly<Record<string, TextKind>> = {
  email: 'email',
  emails: 'email',
  phoneNumber: 'phoneNumber',
  phoneNumbers: 'shopPhoneNumber',
  organizationNumber: 'registerNumber',
  organizationNumbers: 'registerNumber',
  search: 'search',
  ref: 'id',
};

/** The kind of text that is called so; undefined: any text. */
export function kindOf(name: string): TextKind | undefined {
  return kinds[name] ?? (/[a-z]Ids?$/.test(name) ? 'id' : undefined);
}

/** What is declared, where there are texts in it that have a kind; empty where there are none. */
export function withTexts(declared: Declared): Declared {
  return holdsTexts(declared) ? declared : [];
}

/** The values with every text in them made regular that has a kind; the same object where all are. */
export function regularTexts<Values extends object>(declared: Declared, values: Values): Values {
  if (!holdsTexts(declared)) return values;
  const regular = mapped(declared, values, [], (kind, text) => textRules[kind].regular(text));
  return regular as Values;
}

/** What is wrong with the texts in values that are regular, of these kinds or of all. */
export function textProblems(
  declared: Declared,
  values: object,
  wanted: (kind: TextKind) => boolean = () => true,
): InputProblem[] {
  const problems: InputProblem[] = [];
  if (!holdsTexts(declared)) return problems;
  mapped(declared, values, [], (kind, text, path) => {
    const problem = wanted(kind) ? textRules[kind].problem(text) : undefined;
    if (problem !== undefined) problems.push({ path, ...problem });
    return text;
  });
  return problems;
}

type Each = (kind: TextKind, text: string, path: Path) => string;

function mapped(declared: Declared, values: object, path: Path, each: Each): object {
  let changed: Record<string, unknown> | undefined;
  for (const { name, type } of declared) {
    const value: unknown = Reflect.get(values, name);
    if (value === undefined || value === null) continue;
    const next = mappedValue(name, type, value, [...path, name], each);
    if (next === value) continue;
    changed ??= { ...values };
    changed[name] = next;
  }
  return changed ?? values;
}

function mappedValue(name: string, type: GraphQLInputType, value: unknown, path: Path, each: Each): unknown {
  const inner = getNullableType(type);
  if (isListType(inner)) {
    if (!Array.isArray(value)) return value;
    const items = value.map((item, index) => mappedValue(name, inner.ofType, item, [...path, index], each));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (isInputObjectType(inner)) {
    const fields = Object.values(inner.getFields());
    return isRecord(value) && holdsTexts(fields, inner) ? mapped(fields, value, path, each) : value;
  }
  const kind = isScalarType(inner) && inner.name === 'String' ? kindOf(name) : undefined;
  return kind !== undefined && typeof value === 'string' ? each(kind, value, path) : value;
}

const holding = new WeakMap<object, boolean>();

/** Whether there are texts with a kind; told once for each list of arguments and each type. */
function holdsTexts(declared: Declared, key: object = declared): boolean {
  const known = holding.get(key);
  if (known !== undefined) return known;
  // A type that holds itself holds no more by that.
  holding.set(key, false);
  const holds = declared.some(({ name, type }) => {
    const inner = getNamedType(type);
    return isInputObjectType(inner)
      ? holdsTexts(Object.values(inner.getFields()), inner)
      : inner.name === 'String' && kindOf(name) !== undefined;
  });
  holding.set(key, holds);
  return holds;
}
