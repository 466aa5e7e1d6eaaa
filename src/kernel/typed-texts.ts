import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  getNamedType,
  isInputObjectType,
} from 'graphql';
import type { InputProblem } from './input-error.ts';
import { isRecord } from './record.ts';
import { isTextKind, type TextKind, textRules } from './texts.ts';

/** Arguments of a field, or an input; what is found out about it is remembered by the object itself. */
export type Declared = readonly GraphQLArgument[] | GraphQLInputObjectType;

type Path = InputProblem['path'];

/** The kind of text that an argument or a member of an input says it takes, `extensions.text`; undefined: any text. */
export function textKindOf({ extensions }: GraphQLArgument | GraphQLInputField): TextKind | undefined {
  const kind = extensions['text'];
  return typeof kind === 'string' && isTextKind(kind) ? kind : undefined;
}

/** What is declared, where there are texts in it that have a kind; empty where there are none. */
export function withTexts(declared: readonly GraphQLArgument[]): readonly GraphQLArgument[] {
  return textsIn(declared).length > 0 ? declared : [];
}

/** The values with every text in them made regular that has a kind; the same object where all are. */
export function regularTexts<Values extends object>(declared: Declared, values: Values): Values {
  const regular = mapped(textsIn(declared), values, [], (kind, text) => textRules[kind].regular(text));
  return regular as Values;
}

/** What is wrong with the texts in values that are regular, of these kinds or of all. */
export function textProblems(
  declared: Declared,
  values: object,
  wanted: (kind: TextKind) => boolean = () => true,
): InputProblem[] {
  const problems: InputProblem[] = [];
  mapped(textsIn(declared), values, [], (kind, text, path) => {
    const problem = wanted(kind) ? textRules[kind].problem(text) : undefined;
    if (problem !== undefined) problems.push({ path, ...problem });
    return text;
  });
  return problems;
}

type Each = (kind: TextKind, text: string, path: Path) => string;

function mapped(texts: readonly Text[], values: object, path: Path, each: Each): object {
  let changed: Record<string, unknown> | undefined;
  for (const text of texts) {
    const { name } = text;
    const value: unknown = Reflect.get(values, name);
    if (value === undefined || value === null) continue;
    const next = mappedValue(text, value, [...path, name], each);
    if (next === value) continue;
    changed ??= { ...values };
    changed[name] = next;
  }
  return changed ?? values;
}

function mappedValue(text: Text, value: unknown, path: Path, each: Each): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item, index) => mappedValue(text, item, [...path, index], each));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (text.kind !== undefined) return typeof value === 'string' ? each(text.kind, value, path) : value;
  return isRecord(value) ? mapped(textsIn(text.input), value, path, each) : value;
}

/** A member that is a text with a kind, or an input that holds such texts; or a list of them. */
type Text =
  | { readonly name: string; readonly kind: TextKind }
  | { readonly name: string; readonly kind: undefined; readonly input: GraphQLInputObjectType };

const known = new WeakMap<Declared, readonly Text[]>();

/** The members with texts in them; told once for each list of arguments and each type. */
function textsIn(declared: Declared): readonly Text[] {
  let texts = known.get(declared);
  if (texts === undefined) {
    texts = membersOf(declared).flatMap((member): Text[] => {
      const { name } = member;
      const named = getNamedType(member.type);
      if (isInputObjectType(named)) return holdsTexts(named) ? [{ name, kind: undefined, input: named }] : [];
      const kind = textKindOf(member);
      return kind === undefined ? [] : [{ name, kind }];
    });
    known.set(declared, texts);
  }
  return texts;
}

/** A type that holds itself holds no more by that. */
function holdsTexts(type: GraphQLInputObjectType, within: readonly GraphQLInputObjectType[] = []): boolean {
  return membersOf(type).some((member) => {
    const named = getNamedType(member.type);
    if (!isInputObjectType(named)) return textKindOf(member) !== undefined;
    return !within.includes(named) && holdsTexts(named, [...within, type]);
  });
}

function membersOf(declared: Declared): readonly (GraphQLArgument | GraphQLInputField)[] {
  return isInputObjectType(declared) ? Object.values(declared.getFields()) : declared;
}
