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

/** The arguments of a field, or an input type. Results are cached by this object. */
export type Declared = readonly GraphQLArgument[] | GraphQLInputObjectType;

type Path = InputProblem['path'];

/** The kind of text that an argument or a member of an input says it takes, `extensions.text`; undefined: any text. */
export function textKindOf({ extensions }: GraphQLArgument | GraphQLInputField): TextKind | undefined {
  const kind = extensions['text'];
  return typeof kind === 'string' && isTextKind(kind) ? kind : undefined;
}

/** The same arguments, if any of them contains texts with a kind; otherwise an empty list. */
export function withTexts(declared: readonly GraphQLArgument[]): readonly GraphQLArgument[] {
  return textsIn(declared).length > 0 ? declared : [];
}

/** The values with every text that has a kind normalized; returns the same object if nothing changes. */
export function regularTexts<Values extends object>(declared: Declared, values: Values): Values {
  const regular = mapped(textsIn(declared), values, [], (kind, text) => textRules[kind].regular(text));
  return regular as Values;
}

/** The problems of the texts in normalized values, of the wanted kinds. Default: all kinds. */
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

/** A member that is a text with a kind, or an input that contains such texts, or a list of these. */
type Text =
  | { readonly name: string; readonly kind: TextKind }
  | { readonly name: string; readonly kind: undefined; readonly input: GraphQLInputObjectType };

const known = new WeakMap<Declared, readonly Text[]>();

/** The members that contain texts with a kind; worked out once for each list of arguments and each type. */
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

/** Whether an input contains texts with a kind; a type inside itself is skipped. */
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
